import { fen } from '../../../../contract/money'
import type { AbnormalRefundInput, PaymentChannel } from '../../../../server/application/ports/channels'
import { type Market, openMarket } from '../../../support/channels/market'

/** What only WeChat Pay does, over real HTTP. */
let market: Market
let room: PaymentChannel
beforeAll(async () => {
  market = await openMarket()
  await market.setClock('2026-11-20T10:00:00')
  room = market.channelOf('binzhou', 'wechat')
})
afterAll(() => market.close())
beforeEach(async () => {
  await market.faults({})
  market.received.length = 0
})

let made = 0
async function created() {
  const login = await room.exchangeLoginCode(await market.loginCode('wechat', 'binzhou'))
  if (login.outcome !== 'identified') throw new Error(login.outcome)
  const orderNo = `HP261120${String(++made).padStart(10, '0')}`
  const answer = await room.createOrder({
    orderNo,
    amountFen: fen(100000),
    description: '2026-2027采暖季采暖费',
    payer: login.payer,
    notifyUrl: `${market.serverUrl}/notify/wechat/binzhou`,
    userCode: '62000001',
    expiresAt: market.now() + 1_800_000,
  })
  if (answer.outcome !== 'created') throw new Error(JSON.stringify(answer))
  return orderNo
}
const pay = (orderNo: string) => market.pay({ orderNo, company: 'binzhou' })
const verdicts = () =>
  market.received.map(({ verdict }) => (verdict.outcome === 'refused' ? verdict.code : verdict.event.what.kind))
async function refundOf(orderNo: string) {
  return {
    orderNo,
    refundNo: `RF261120${String(++made).padStart(10, '0')}`,
    refundFen: fen(100),
    paidFen: fen(100000),
    reason: '多缴退费',
    notifyUrl: `${market.serverUrl}/notify/wechat/binzhou`,
  }
}

test.each([
  ['signtestNotifications', 'bad-signature'],
  ['dropHeader', 'missing-header'],
  ['staleNotifications', 'stale'],
  ['unknownSerialNotifications', 'unknown-key'],
] as const)('a notification under %s is refused as %s; the copy that follows is taken', async (fault, code) => {
  const orderNo = await created()
  await market.faults({ [fault]: { count: 1 } })
  await pay(orderNo)
  expect(verdicts()).toEqual([code])
  await market.pass(60_000)
  expect(verdicts()).toEqual([code, 'payment'])
})

test('a notification that is not quite five minutes old is taken', async () => {
  const orderNo = await created()
  await market.faults({ staleNotifications: { count: 1, value: 298 } })
  await pay(orderNo)
  expect(verdicts()).toEqual(['payment'])
})

test('during the migration both kinds of key are believed', async () => {
  await pay(await created())
  await market.faults({ publicKeyRamp: true })
  await pay(await created())
  expect(verdicts()).toEqual(['payment', 'payment'])
  const serials = market.received.map(({ notification }) => notification.headers['wechatpay-serial'] ?? '')
  expect(serials.map((serial) => serial.startsWith('PUB_KEY_ID_')).sort()).toEqual([false, true])
})

test.each(['answerSigntest', 'answerStale', 'answerUnknownSerial', 'accepted202'] as const)(
  'an answer under %s is asked for again, and never believed',
  async (fault) => {
    const orderNo = await created()
    await pay(orderNo)
    await market.faults({ [fault]: { api: 'query' } })
    expect(await room.queryOrder(orderNo)).toMatchObject({ outcome: 'unknown' })
    await market.faults({ [fault]: { api: 'query', count: 2 } })
    expect(await room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid' })
  },
)

test.each([
  ['refundAbnormal', 'abnormal'],
  ['refundClosed', 'closed'],
] as const)('a refund under %s has failed, by notification and by query', async (fault, state) => {
  const orderNo = await created()
  await pay(orderNo)
  await market.faults({ [fault]: true })
  const refund = await refundOf(orderNo)
  expect(await room.refund(refund)).toMatchObject({ outcome: 'accepted' })
  await market.pass(7_200_000)
  const [last] = market.received.slice(-1)
  expect(last?.verdict).toMatchObject({ event: { what: { kind: 'refund', refundNo: refund.refundNo, state } } })
  expect(await room.queryRefund(refund)).toMatchObject({ outcome: 'failed', reason: state })
})

test('a second partial refund within the minute is left open as too early, and taken after it', async () => {
  const orderNo = await created()
  await pay(orderNo)
  expect(await room.refund(await refundOf(orderNo))).toMatchObject({ outcome: 'accepted' })
  const second = await refundOf(orderNo)
  expect(await room.refund(second)).toMatchObject({ outcome: 'unknown', code: 'FREQUENCY_LIMITED' })
  await market.pass(61_000)
  expect(await room.refund(second)).toMatchObject({ outcome: 'accepted' })
})

test('while the channel moves to another key, answers and notices alternate, each is believed', async () => {
  await market.faults({ publicKeyRamp: { rate: 0.5 } })
  const orders: string[] = []
  for (let n = 0; n < 8; n++) {
    const orderNo = await created()
    await pay(orderNo)
    expect(await room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid' })
    orders.push(orderNo)
  }
  expect(verdicts()).toEqual(orders.map(() => 'payment'))
  const kinds = market.received.map(({ notification }) =>
    notification.headers['wechatpay-serial']?.startsWith('PUB_KEY_ID_') ? 'public key' : 'certificate',
  )
  expect(new Set(kinds)).toEqual(new Set(['public key', 'certificate']))
})

describe('an abnormal refund', () => {
  async function abnormal() {
    const orderNo = await created()
    await pay(orderNo)
    await market.faults({ refundAbnormal: true })
    const refund = await refundOf(orderNo)
    const answer = await room.refund(refund)
    await market.pass(7_200_000)
    await market.faults({})
    market.received.length = 0
    const channelRefundId = answer.outcome === 'accepted' ? (answer.channelRefundId ?? '') : ''
    return { ...refund, channelRefundId }
  }
  const redirect = (input: AbnormalRefundInput) => {
    if (!room.redirectRefund) throw new Error('WeChat redirects refunds')
    return room.redirectRefund(input)
  }
  const card = { kind: 'payer-card', bankType: 'ICBC_DEBIT', account: '6222020200000000006', name: '张三' } as const

  test.each([['the payer’s card', card] as const, ['the merchant’s account', { kind: 'merchant-card' }] as const])(
    'goes on to %s, and is announced as done under its own number',
    async (_where, to) => {
      const refund = await abnormal()
      expect(await redirect({ ...refund, to })).toMatchObject({ outcome: 'accepted', refundedFen: 100 })
      await market.pass(60_000)
      const [last] = market.received.slice(-1)
      expect(last?.verdict).toMatchObject({
        event: { what: { kind: 'refund', refundNo: refund.refundNo, refundedFen: 100, state: 'succeeded' } },
      })
      expect(await room.queryRefund(refund)).toMatchObject({ outcome: 'succeeded' })
      expect(await redirect({ ...refund, to })).toMatchObject({ outcome: 'succeeded' })
    },
  )

  test('is refused with a card that is none, or a number that is not its own', async () => {
    const refund = await abnormal()
    expect(await redirect({ ...refund, to: { ...card, account: '12' } })).toMatchObject({ outcome: 'refused' })
    expect(await redirect({ ...refund, channelRefundId: '503', to: card })).toEqual({ outcome: 'not-found' })
    expect(await room.queryRefund(refund)).toEqual({
      outcome: 'failed',
      reason: 'abnormal',
      channelRefundId: expect.stringMatching(/^503/),
    })
  })

  test('is redirected once when the answer is lost', async () => {
    const refund = await abnormal()
    await market.faults({ timeoutAfterEffect: { count: 1, api: 'refund' } })
    expect(await redirect({ ...refund, to: card })).toMatchObject({ outcome: 'accepted' })
  })
})

test('a payment’s fulfilment is reported, and once more at most', async () => {
  const orderNo = await created()
  await pay(orderNo)
  const asked = await room.queryOrder(orderNo)
  if (asked.outcome !== 'paid' || !asked.payment.payer) throw new Error(asked.outcome)
  const { transactionId, payer } = asked.payment
  const shipping = market.shippingOf('binzhou')
  const report = { transactionId, payer, item: '2026-2027采暖季采暖费' }
  for (let time = 0; time < 3; time++) expect(await shipping.reportShipping(report)).toEqual({ outcome: 'reported' })
  expect(await shipping.reportShipping({ ...report, transactionId: '4200' })).toMatchObject({ outcome: 'refused' })
})

test('an access token that the platform has ended is replaced in the middle of sending', async () => {
  const login = await room.exchangeLoginCode(await market.loginCode('wechat', 'binzhou'))
  if (login.outcome !== 'identified') throw new Error(login.outcome)
  const messenger = market.messengerOf('binzhou', 'wechat')
  const templateId = messenger.templates['refund-made'] ?? ''
  await market.accept('wechat', 'binzhou', [templateId], 'demo', 2)
  const message = { to: login.payer, templateId, page: 'pages/mine/index', fields: { thing1: '退款' } }
  expect(await messenger.sendMessage(message)).toEqual({ outcome: 'sent' })
  await market.faults({ tokenExpired: { count: 1 } })
  expect(await messenger.sendMessage(message)).toEqual({ outcome: 'sent' })
})

test('the platform certificate is fetched and opened with our own APIv3 key', async () => {
  expect(await room.refreshKeys()).toBe(true)
})
