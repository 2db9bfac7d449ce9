import { fen } from '../../../contract/money'
import type { CreateOrderInput, PaymentChannel } from '../../../server/application/ports/channels'
import { listeningLog } from '../../support/channels/log'
import { ORDER, REFUND } from '../../support/channels/requests'
import { ROOMS, refusing } from '../../support/channels/rooms'
import { type ScriptedServer, scriptedServer } from '../../support/channels/server'
import { NOW } from '../../support/channels/wechatPlatform'

let platform: ScriptedServer
let elsewhere: ScriptedServer
beforeAll(async () => {
  platform = await scriptedServer()
  elsewhere = await scriptedServer()
})
afterAll(() => Promise.all([platform.close(), elsewhere.close()]))

describe.each(ROOMS)('what $name answers', (room) => {
  const { answers } = room
  let channel: PaymentChannel
  beforeAll(() => {
    channel = room.make(platform.url)
  })
  const order: CreateOrderInput = {
    orderNo: ORDER,
    amountFen: fen(123456),
    description: '2026-2027采暖季采暖费',
    payer: room.payer,
    notifyUrl: 'https://pay.example.cn/notify/lanzhou',
    userCode: '62000001',
    expiresAt: NOW + 1_800_000,
  }
  const prepayId = room.name === 'wechat' ? 'wx201410272009395522657a690389285100' : '2026110122001400001234567890'

  test('an order is created with our number, our amount and the payer that the platform named', async () => {
    platform.say(answers.created)
    expect(await channel.createOrder(order)).toEqual({ outcome: 'created', prepayId })
    expect(platform.heard).toHaveLength(1)
    const [request] = platform.heard
    expect(request && room.asked(request)).toMatchObject(
      room.name === 'wechat'
        ? {
            out_trade_no: ORDER,
            amount: { total: 123456, currency: 'CNY' },
            payer: { openid: room.payer.value },
            notify_url: order.notifyUrl,
            time_expire: '2026-11-21T10:30:00+08:00',
          }
        : {
            out_trade_no: ORDER,
            total_amount: '1234.56',
            buyer_open_id: room.payer.value,
            notify_url: order.notifyUrl,
            time_expire: '2026-11-21 10:30:00',
            product_code: 'JSAPI_PAY',
            // Beijing time by our clock, whatever the machine's time zone.
            timestamp: '2026-11-21 10:00:00',
          },
    )
  })

  test('a payer of another platform is a mistake of ours, and nothing is sent', async () => {
    platform.say(answers.created)
    const [other] = ROOMS.filter(({ name }) => name !== room.name)
    await expect(channel.createOrder({ ...order, payer: other?.payer ?? room.payer })).rejects.toThrow()
    expect(platform.heard).toHaveLength(0)
  })

  describe('leaves open what happened', () => {
    test.each([
      ['it is silent', 'silence', 'TIMEOUT'],
      ['the connection is cut in the middle of the answer', 'cut', 'NETWORK'],
    ] as const)('when %s, and is asked three times with the same number', async (_what, reply, code) => {
      platform.say(reply)
      expect(await channel.createOrder(order)).toMatchObject({ outcome: 'unknown', code })
      expect(platform.heard.map((request) => room.asked(request).out_trade_no)).toEqual([ORDER, ORDER, ORDER])
    })

    test('when nobody listens there', async () => {
      const gone = await scriptedServer()
      await gone.close()
      expect(await room.make(gone.url).createOrder(order)).toMatchObject({ outcome: 'unknown', code: 'NETWORK' })
    })

    test('when it says that its system failed, each time', async () => {
      platform.say(refusing(room, 'busy'))
      expect(await channel.refund(REFUND)).toMatchObject({ outcome: 'unknown' })
      expect(platform.heard).toHaveLength(3)
    })

    test('when a gateway before it says 502 in HTML', async () => {
      platform.say({ status: 502, body: '<html>Bad Gateway</html>' })
      expect(await channel.createOrder(order)).toMatchObject({ outcome: 'unknown', code: 'HTTP_502' })
    })

    test('when a good answer is not signed', async () => {
      platform.say(answers.unsigned(answers.created))
      expect(await channel.createOrder(order)).toMatchObject({ outcome: 'unknown', code: 'UNVERIFIED' })
    })

    test('when one letter of its signature is wrong', async () => {
      platform.say(answers.forged(answers.created))
      expect(await channel.createOrder(order)).toMatchObject({ outcome: 'unknown', code: 'UNVERIFIED' })
    })

    test('when a paid state bears the signature of another answer', async () => {
      platform.say(answers.swapped(answers.order('paid'), answers.order('unpaid')))
      expect(await channel.queryOrder(ORDER)).toMatchObject({ outcome: 'unknown', code: 'UNVERIFIED' })
    })

    test('when a genuine answer speaks of another order', async () => {
      platform.say(answers.order('paid', 'HF20261101000002'))
      expect(await channel.queryOrder(ORDER)).toMatchObject({ outcome: 'unknown', code: 'STRANGE_ANSWER' })
    })

    test('when it sends us elsewhere, where we do not go', async () => {
      elsewhere.say(answers.created)
      for (const status of [301, 302, 307, 308]) {
        platform.say({ status, headers: { location: `${elsewhere.url}/` } })
        expect(await channel.createOrder(order)).toMatchObject({ outcome: 'unknown', code: 'REDIRECT' })
        expect(platform.heard).toHaveLength(1)
      }
      expect(elsewhere.heard).toHaveLength(0)
    })

    test('when its answer is larger than any answer', async () => {
      platform.say({ ...answers.created, body: Buffer.alloc(2 * 1024 * 1024, ' ') })
      expect(await channel.createOrder(order)).toMatchObject({ outcome: 'unknown' })
    })

    test.each(['', 'null', '[]', '{', '{}', '"success"'])('when a good status comes with %j', async (body) => {
      platform.say({ status: 200, body })
      expect(await channel.createOrder(order)).toMatchObject({ outcome: 'unknown' })
    })
  })

  test('a hiccup is got over with the same number', async () => {
    platform.say(refusing(room, 'busy'), refusing(room, 'too-often'), answers.created)
    expect(await channel.createOrder(order)).toEqual({ outcome: 'created', prepayId })
    expect(platform.heard.map((request) => room.asked(request).out_trade_no)).toEqual([ORDER, ORDER, ORDER])
  })

  test('a signature probe or a slip is got over by asking again', async () => {
    platform.say(answers.forged(answers.order('paid')), answers.order('paid'))
    expect(await channel.queryOrder(ORDER)).toMatchObject({ outcome: 'paid' })
  })

  test('a clear no is taken at its word, once, with the channel’s own code', async () => {
    platform.say(refusing(room, 'clear'))
    expect(await channel.createOrder(order)).toEqual({ outcome: 'refused', code: room.codes.clear, message: 'reason' })
    expect(platform.heard).toHaveLength(1)
  })

  test('too often is no clear no, even when it stays so: the same request may be sent later', async () => {
    platform.say(refusing(room, 'too-often'))
    expect(await channel.createOrder(order)).toMatchObject({ outcome: 'unknown' })
    expect(platform.heard).toHaveLength(3)
  })

  describe('about an order', () => {
    const payment = {
      orderNo: ORDER,
      transactionId: room.name === 'wechat' ? '4200002999202611010000000001' : '2026110122001400001234567890',
      amountFen: 123456,
      paidAt: Date.parse('2026-11-01T00:00:05Z'),
      toldPaidAt: room.name === 'wechat' ? '2026-11-01T08:00:05+08:00' : '2026-11-01 08:00:05',
      payer: room.payer,
    }

    test('that it is paid', async () => {
      platform.say(answers.order('paid'))
      const refundedFen = room.name === 'wechat' ? 0 : undefined
      expect(await channel.queryOrder(ORDER)).toEqual({ outcome: 'paid', payment, refundedFen })
    })

    test('that it was paid and given back', async () => {
      platform.say(answers.order('refunded'))
      const refundedFen = room.name === 'wechat' ? undefined : 123456
      expect(await channel.queryOrder(ORDER)).toEqual({ outcome: 'paid', payment, refundedFen })
    })

    test.each(['unpaid', 'closed'] as const)('that it is %s', async (state) => {
      platform.say(answers.order(state))
      expect(await channel.queryOrder(ORDER)).toEqual({ outcome: state })
    })

    test('that there is none', async () => {
      platform.say(refusing(room, 'no-order'))
      expect(await channel.queryOrder(ORDER)).toEqual({ outcome: 'not-found' })
    })

    test('whose number would lead elsewhere, had it not been escaped', async () => {
      const odd = 'A/../../v3/certificates?x=1#&b=%2e'
      platform.say(answers.order('unpaid', odd))
      expect(await channel.queryOrder(odd)).toEqual({ outcome: 'unpaid' })
      const [request] = platform.heard
      expect(request?.target).toMatch(
        room.name === 'wechat' ? /^\/v3\/pay\/transactions\/out-trade-no\/A%2F[^/]*\?mchid=\d+$/ : /^\/gateway\.do\?/,
      )
    })
  })

  describe('to closing an order', () => {
    test('that it is closed', async () => {
      platform.say(answers.closed)
      expect(await channel.closeOrder(ORDER)).toEqual({ outcome: 'closed' })
    })
    test('that there is none', async () => {
      platform.say(refusing(room, 'no-order'))
      expect(await channel.closeOrder(ORDER)).toEqual({ outcome: 'not-found' })
    })
    test('that it is paid already', async () => {
      platform.say(refusing(room, 'already-paid'))
      expect(await channel.closeOrder(ORDER)).toEqual({ outcome: 'already-paid' })
    })
    test('that it is closed already', async () => {
      platform.say(refusing(room, 'already-closed'))
      expect(await channel.closeOrder(ORDER)).toEqual({ outcome: 'closed' })
    })
    test.each([
      ['paid', 'already-paid'],
      ['refunded', 'already-paid'],
      ['closed', 'closed'],
    ] as const)('that its state forbids it, and it turns out %s', async (state, outcome) => {
      platform.say(refusing(room, 'status-conflict'), answers.order(state))
      expect(await channel.closeOrder(ORDER)).toEqual({ outcome })
    })
    test('that its state forbids it, though it is unpaid', async () => {
      platform.say(refusing(room, 'status-conflict'), answers.order('unpaid'))
      expect(await channel.closeOrder(ORDER)).toMatchObject({ outcome: 'refused', code: room.codes.statusConflict })
    })
  })

  test('no log line holds a payer, a code or a key', async () => {
    const { log, lines } = listeningLog()
    const logged = room.make(platform.url, { log })
    platform.say(refusing(room, 'busy'))
    await logged.createOrder(order)
    await logged.refund(REFUND)
    await logged.queryOrder(ORDER)
    expect(lines.length).toBeGreaterThan(0)
    expect(JSON.stringify(lines)).not.toMatch(/oUpF8|0123abcd|PRIVATE|secret/)
    expect(lines[0]).toMatchObject({
      level: 'warn',
      channel: room.name,
      company: 'lanzhou',
      endpoint: expect.any(String),
    })
  })
})
