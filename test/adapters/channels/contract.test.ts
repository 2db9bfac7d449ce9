import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { fen } from '../../../contract/money'
import { CHANNELS } from '../../../contract/words'
import { beijingText } from '../../../server/adapters/channels/beijingTime'
import type { ChannelEvent, CreateOrderInput, PaymentChannel } from '../../../server/application/channelPort'
import { type Market, openMarket } from './support/market'

/**
 * What every channel owes to the port, told once and held by both rooms against the sandbox over real HTTP.
 * What only one of them has is in its own room's tests.
 */
let market: Market
beforeAll(async () => {
  market = await openMarket()
  await market.setClock('2026-11-20T10:00:00')
})
afterAll(() => market.close())

const COMPANY = 'lanzhou'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
let made = 0

describe.each(CHANNELS)('the %s room, against the sandbox', (name) => {
  let room: PaymentChannel
  beforeAll(() => {
    room = market.channelOf(COMPANY, name)
  })
  beforeEach(async () => {
    await market.faults({})
    market.received.length = 0
  })

  async function someone(person = 'demo') {
    const login = await room.exchangeLoginCode(await market.loginCode(name, COMPANY, person))
    if (login.outcome !== 'identified') throw new Error(JSON.stringify(login))
    return login.payer
  }
  async function order(changed: Partial<CreateOrderInput> = {}): Promise<CreateOrderInput> {
    return {
      orderNo: `HP261120${String(++made).padStart(10, '0')}`,
      amountFen: fen(123456),
      description: '2026-2027采暖季采暖费',
      payer: await someone(),
      notifyUrl: `${market.serverUrl}/notify/${name}/${COMPANY}`,
      expiresAt: market.now() + 30 * MINUTE,
      ...changed,
    }
  }
  async function created(changed: Partial<CreateOrderInput> = {}) {
    const input = await order(changed)
    const answer = await room.createOrder(input)
    if (answer.outcome !== 'created') throw new Error(JSON.stringify(answer))
    return { ...input, prepayId: answer.prepayId }
  }
  async function pay(of: { orderNo: string; prepayId: string }, evenIfClosed = false) {
    const sheet = room.payParameters(of.prepayId)
    if (sheet.channel === 'wechat') {
      const { channel: _channel, ...paySheet } = sheet
      await market.pay({ sheet: paySheet, evenIfClosed })
    } else await market.pay({ tradeNo: sheet.tradeNO, evenIfClosed })
  }
  async function paid(changed: Partial<CreateOrderInput> = {}) {
    const of = await created(changed)
    await pay(of)
    return of
  }
  const refundOf = (
    of: { orderNo: string; amountFen: number },
    refundFen: number,
    refundNo = `RF261120${String(++made).padStart(10, '0')}`,
  ) => ({
    orderNo: of.orderNo,
    refundNo,
    refundFen: fen(refundFen),
    paidFen: fen(of.amountFen),
    reason: '多缴退费',
    notifyUrl: `${market.serverUrl}/notify/${name}/${COMPANY}`,
  })
  const events = (): ChannelEvent[] =>
    market.received.flatMap(({ verdict }) => (verdict.outcome === 'verified' ? [verdict.event] : []))
  const paymentsOf = ({ orderNo }: { orderNo: string }) =>
    events().flatMap(({ what }) => (what.kind === 'payment' && what.payment.orderNo === orderNo ? [what.payment] : []))
  const refundsOf = ({ orderNo }: { orderNo: string }) =>
    events().flatMap(({ what }) => (what.kind === 'refund' && what.orderNo === orderNo ? [what] : []))
  const refusals = () => market.received.flatMap(({ verdict }) => (verdict.outcome === 'refused' ? [verdict.code] : []))

  describe('login', () => {
    test('knows the same person again, and tells two apart', async () => {
      const zhang = await someone('zhang')
      expect(await someone('zhang')).toEqual(zhang)
      expect(await someone('li')).not.toEqual(zhang)
      expect(zhang.kind).toBe(name === 'wechat' ? 'openid' : 'open_id')
    })

    test('takes a code once', async () => {
      const code = await market.loginCode(name, COMPANY)
      expect(await room.exchangeLoginCode(code)).toMatchObject({ outcome: 'identified' })
      expect(await room.exchangeLoginCode(code)).toEqual({ outcome: 'bad-code' })
    })

    test('does not take a made-up code, or another company’s', async () => {
      expect(await room.exchangeLoginCode('made-up')).toEqual({ outcome: 'bad-code' })
      expect(await room.exchangeLoginCode(await market.loginCode(name, 'baoji'))).toEqual({ outcome: 'bad-code' })
    })

    test('does not know what became of a code when the answer is lost', async () => {
      await market.faults({ timeoutAfterEffect: { api: 'login' } })
      expect(await room.exchangeLoginCode(await market.loginCode(name, COMPANY))).toMatchObject({ outcome: 'unknown' })
    })
  })

  describe('an order', () => {
    test('is created, and is unpaid', async () => {
      const { orderNo } = await created()
      expect(await room.queryOrder(orderNo)).toEqual({ outcome: 'unpaid' })
    })

    test('is the same order when it is sent again unchanged', async () => {
      const input = await order()
      const first = await room.createOrder(input)
      expect(first.outcome).toBe('created')
      expect(await room.createOrder(input)).toEqual(first)
    })

    test('is refused when it is sent again with another amount', async () => {
      const input = await created()
      expect(await room.createOrder({ ...input, amountFen: fen(input.amountFen + 1) })).toMatchObject({
        outcome: 'refused',
      })
    })

    test('may be of one fen', async () => {
      const of = await paid({ amountFen: fen(1) })
      expect(await room.queryOrder(of.orderNo)).toMatchObject({ outcome: 'paid', payment: { amountFen: 1 } })
    })

    test('that nobody made is not found', async () => {
      expect(await room.queryOrder('HP261120NOBODYS00')).toEqual({ outcome: 'not-found' })
    })

    test('of another company is not found', async () => {
      const { orderNo } = await paid()
      expect(await market.channelOf('baoji', name).queryOrder(orderNo)).toEqual({ outcome: 'not-found' })
    })

    test.each([
      'timeoutBeforeEffect',
      'timeoutAfterEffect',
      'error500',
      'error500AfterEffect',
      'rateLimit429',
      'unavailable503',
    ] as const)('is one order after one %s', async (fault) => {
      await market.faults({ [fault]: { count: 1, api: 'order' } })
      const { orderNo } = await created()
      expect((await market.orders()).filter((known) => known.orderNo === orderNo)).toHaveLength(1)
    })

    test.each(['answerForged', 'answerUnsigned'] as const)('is one order after one %s', async (fault) => {
      const input = await order()
      await market.faults({ [fault]: { count: 1, api: 'order' } })
      expect(await room.createOrder(input)).toMatchObject({ outcome: 'created' })
      expect((await market.orders()).filter((known) => known.orderNo === input.orderNo)).toHaveLength(1)
    })

    test.each(['timeoutAfterEffect', 'error500AfterEffect', 'answerForged', 'answerUnsigned'] as const)(
      'may be there, or not, when every answer is %s; the query knows',
      async (fault) => {
        const input = await order()
        await market.faults({ [fault]: { api: 'order' } })
        expect(await room.createOrder(input)).toMatchObject({ outcome: 'unknown' })
        await market.faults({})
        expect(await room.queryOrder(input.orderNo)).toEqual({ outcome: 'unpaid' })
      },
    )

    test('is not there when every call was lost on the way', async () => {
      const input = await order()
      await market.faults({ timeoutBeforeEffect: { api: 'order' } })
      expect(await room.createOrder(input)).toMatchObject({ outcome: 'unknown', code: 'TIMEOUT' })
      await market.faults({})
      expect(await room.queryOrder(input.orderNo)).toEqual({ outcome: 'not-found' })
    })

    test('that nobody pays is closed when its time is over', async () => {
      const { orderNo } = await created({ expiresAt: market.now() + 5 * MINUTE })
      await market.pass(6 * MINUTE)
      expect(await room.queryOrder(orderNo)).toEqual({ outcome: 'closed' })
    })
  })

  describe('a payment', () => {
    test('is announced, and the query says the same', async () => {
      const of = await paid()
      const asked = await room.queryOrder(of.orderNo)
      expect(asked).toMatchObject({
        outcome: 'paid',
        payment: { orderNo: of.orderNo, amountFen: 123456, payer: of.payer },
      })
      expect(paymentsOf(of)).toEqual([asked.outcome === 'paid' ? asked.payment : undefined])
      expect(Math.abs((asked.outcome === 'paid' ? asked.payment.paidAt : 0) - market.now())).toBeLessThan(MINUTE)
    })

    test('announced again is the same event, and acknowledged each time', async () => {
      const { orderNo } = await paid()
      const [first] = await market.notifications(orderNo)
      await market.resend(first?.id ?? '')
      expect(market.received).toHaveLength(2)
      const [once, again] = events()
      expect(again).toEqual(once)
    })

    test('is told with the amount that was really paid', async () => {
      const of = await created()
      await market.faults({ wrongAmountBy1Fen: true })
      await pay(of)
      expect(paymentsOf(of)).toEqual([expect.objectContaining({ amountFen: 123457 })])
      expect(await room.queryOrder(of.orderNo)).toMatchObject({ payment: { amountFen: 123457 } })
    })

    test.each(['foreignMerchant', 'foreignApp'] as const)('of a %s is refused, however genuine', async (fault) => {
      const of = await created()
      await market.faults({ [fault]: true })
      await pay(of)
      expect(events()).toEqual([])
      expect(refusals()).toContain('foreign-merchant')
    })

    test.each(['forgeSignature', 'forgeBody'] as const)(
      'under %s is refused; the genuine copy that follows is taken',
      async (fault) => {
        const of = await created()
        await market.faults({ [fault]: { count: 1 } })
        await pay(of)
        expect(refusals()).toHaveLength(1)
        expect(paymentsOf(of)).toEqual([])
        await market.pass(10 * MINUTE)
        expect(paymentsOf(of)).toHaveLength(1)
      },
    )

    test('whose notification never comes is found by the query', async () => {
      await market.faults({ loseNotifications: true })
      const { orderNo } = await paid()
      expect(market.received).toHaveLength(0)
      expect(await room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid' })
    })

    test('may be announced before the order’s own answer', async () => {
      const input = await order()
      await market.faults({ paidBeforeAnswer: true })
      await room.createOrder(input)
      await market.tick()
      expect(paymentsOf(input)).toHaveLength(1)
    })

    test.each(['answerForged', 'answerUnsigned', 'timeoutBeforeEffect', 'error500'] as const)(
      'is not believed while the query is %s',
      async (fault) => {
        const { orderNo } = await paid()
        await market.faults({ [fault]: { api: 'query' } })
        expect(await room.queryOrder(orderNo)).toMatchObject({ outcome: 'unknown' })
        await market.faults({ [fault]: { api: 'query', count: 2 } })
        expect(await room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid' })
      },
    )
  })

  describe('closing', () => {
    test('closes, again and again', async () => {
      const { orderNo } = await created()
      expect(await room.closeOrder(orderNo)).toEqual({ outcome: 'closed' })
      expect(await room.closeOrder(orderNo)).toEqual({ outcome: 'closed' })
      expect(await room.queryOrder(orderNo)).toEqual({ outcome: 'closed' })
    })

    test('comes too late for a paid order', async () => {
      const { orderNo } = await paid()
      expect(await room.closeOrder(orderNo)).toEqual({ outcome: 'already-paid' })
    })

    test('an order that nobody made is not found', async () => {
      expect(await room.closeOrder('HP261120NOBODYS00')).toEqual({ outcome: 'not-found' })
    })

    test('does not keep a payment from arriving that was on its way', async () => {
      const of = await created()
      await market.faults({ paidAfterClose: true })
      expect(await room.closeOrder(of.orderNo)).toEqual({ outcome: 'closed' })
      await market.tick()
      expect(paymentsOf(of)).toHaveLength(1)
      expect(await room.queryOrder(of.orderNo)).toMatchObject({ outcome: 'paid' })
    })

    test('is unknown when the answer is lost, and done when asked again', async () => {
      const { orderNo } = await created()
      await market.faults({ timeoutAfterEffect: { api: 'close' } })
      expect(await room.closeOrder(orderNo)).toMatchObject({ outcome: 'unknown' })
      await market.faults({})
      expect(await room.closeOrder(orderNo)).toEqual({ outcome: 'closed' })
    })
  })

  describe('a refund', () => {
    const settled = async () => market.pass(2 * HOUR)

    test('of a part is taken, announced with its number, and known afterwards', async () => {
      const of = await paid()
      const refund = refundOf(of, 23456)
      expect(['accepted', 'succeeded']).toContain((await room.refund(refund)).outcome)
      await settled()
      expect(refundsOf(of)[0]).toMatchObject({
        orderNo: of.orderNo,
        refundNo: refund.refundNo,
        refundedFen: 23456,
        state: 'succeeded',
      })
      expect(paymentsOf(of)).toHaveLength(1)
      expect(await room.queryRefund(refund)).toMatchObject({ outcome: 'succeeded' })
      expect(await room.queryOrder(of.orderNo)).toMatchObject({
        outcome: 'paid',
        payment: { amountFen: 123456 },
        refundedFen: undefined,
      })
    })

    test('sent again with its number is one refund', async () => {
      const of = await paid()
      const refund = refundOf(of, 100)
      for (let time = 0; time < 3; time++)
        expect(['accepted', 'succeeded']).toContain((await room.refund(refund)).outcome)
      await settled()
      expect((await market.orders()).find(({ orderNo }) => orderNo === of.orderNo)?.refunds).toHaveLength(1)
    })

    test('whose answer is lost is one refund', async () => {
      const of = await paid()
      const refund = refundOf(of, 100)
      await market.faults({ timeoutAfterEffect: { count: 1, api: 'refund' } })
      expect(['accepted', 'succeeded']).toContain((await room.refund(refund)).outcome)
      expect((await market.orders()).find(({ orderNo }) => orderNo === of.orderNo)?.refunds).toHaveLength(1)
    })

    test('whose every answer is lost is unknown, and found by its number', async () => {
      const of = await paid()
      const refund = refundOf(of, 100)
      await market.faults({ timeoutAfterEffect: { api: 'refund' } })
      expect(await room.refund(refund)).toMatchObject({ outcome: 'unknown' })
      await market.faults({})
      await settled()
      expect(await room.queryRefund(refund)).toMatchObject({ outcome: 'succeeded' })
    })

    test('of the whole in two parts leaves nothing to refund', async () => {
      const of = await paid()
      await room.refund(refundOf(of, 23456))
      await settled()
      expect(['accepted', 'succeeded']).toContain((await room.refund(refundOf(of, 100000))).outcome)
      await settled()
      expect(await room.refund(refundOf(of, 1))).toMatchObject({ outcome: 'refused' })
      expect(refundsOf(of).map(({ refundedFen, cumulative }) => ({ refundedFen, cumulative }))).toEqual(
        name === 'wechat'
          ? [{ refundedFen: 23456 }, { refundedFen: 100000 }]
          : [
              { refundedFen: 23456, cumulative: true },
              { refundedFen: 123456, cumulative: true },
            ],
      )
      expect(paymentsOf(of)).toHaveLength(1)
    })

    test('of more than was paid is refused', async () => {
      const of = await paid()
      expect(await room.refund(refundOf(of, 123457))).toMatchObject({ outcome: 'refused' })
    })

    test('of an order that nobody made is refused or not found', async () => {
      const refund = refundOf({ orderNo: 'HP261120NOBODYS00', amountFen: 100 }, 100)
      expect(['refused', 'not-found']).toContain((await room.refund(refund)).outcome)
      expect(await room.queryRefund(refund)).toEqual({ outcome: 'not-found' })
    })

    test('is refused while the merchant’s balance is too low', async () => {
      const of = await paid()
      await market.faults({ refundNotEnough: true })
      expect(await room.refund(refundOf(of, 100))).toMatchObject({ outcome: 'refused' })
    })
  })

  describe('a bill', () => {
    const folder = () => path.join(market.dataDir, 'bills', name, String(++made))
    let day: string
    let orderNo: string
    const nextDay = () => beijingText(market.now() + 24 * HOUR).slice(0, 10)
    beforeAll(async () => {
      await market.faults({})
      orderNo = (await paid()).orderNo
      day = beijingText(market.now()).slice(0, 10)
      await market.setClock(`${nextDay()}T10:30:00`)
    })

    test.each(['trade', 'fundflow'] as const)('(%s) is there the next day, as a file', async (kind) => {
      const into = folder()
      const bill = await room.downloadBill(kind, day, into)
      expect(bill).toMatchObject({ outcome: 'downloaded', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
      if (bill.outcome !== 'downloaded') return
      const bytes = readFileSync(bill.path)
      expect(bytes).toHaveLength(bill.bytes)
      expect(path.dirname(bill.path)).toBe(into)
      if (name === 'wechat') expect(gunzipSync(bytes).toString('utf8')).toContain(orderNo)
      else expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
    })

    test('of a day without business is none', async () => {
      expect(await room.downloadBill('trade', '2026-11-18', folder())).toEqual({ outcome: 'no-activity' })
    })

    test('is not ready at night', async () => {
      const today = beijingText(market.now()).slice(0, 10)
      await market.setClock(`${nextDay()}T00:30:00`)
      expect(await room.downloadBill('trade', today, folder())).toEqual({ outcome: 'not-ready' })
    })

    test('that is cut short is not taken for whole', async () => {
      await market.faults({ billCut: true })
      const into = folder()
      expect(await room.downloadBill('trade', day, into)).toMatchObject({ outcome: 'quarantined' })
      expect(readdirSync(into)).toEqual([expect.stringMatching(/\.quarantined$/)])
    })

    test('whose address is not signed is not fetched', async () => {
      await market.faults({ answerUnsigned: { api: 'bill' } })
      expect(await room.downloadBill('trade', day, folder())).toMatchObject({ outcome: 'unknown' })
    })
  })
})
