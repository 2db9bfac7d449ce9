import { fen } from '../../../../contract/money'
import type { PaymentChannel } from '../../../../server/application/channelPort'
import { type Market, openMarket } from '../support/market'

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
  expect(await room.queryRefund(refund)).toEqual({ outcome: 'failed', reason: state })
})

test('a second partial refund within the minute is refused, and taken after it', async () => {
  const orderNo = await created()
  await pay(orderNo)
  expect(await room.refund(await refundOf(orderNo))).toMatchObject({ outcome: 'accepted' })
  const second = await refundOf(orderNo)
  expect(await room.refund(second)).toMatchObject({ outcome: 'refused' })
  await market.pass(61_000)
  expect(await room.refund(second)).toMatchObject({ outcome: 'accepted' })
})

test('the platform certificate is fetched and opened with our own APIv3 key', async () => {
  expect(await room.refreshKeys()).toBe(true)
})
