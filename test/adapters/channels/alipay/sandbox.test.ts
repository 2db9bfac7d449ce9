import { fen } from '../../../../contract/money'
import type { PaymentChannel } from '../../../../server/application/channelPort'
import { type Market, openMarket } from '../support/market'

/** What only Alipay does, over real HTTP. */
let market: Market
let room: PaymentChannel
beforeAll(async () => {
  market = await openMarket()
  await market.setClock('2026-11-20T10:00:00')
  room = market.channelOf('baoji', 'alipay')
})
afterAll(() => market.close())
beforeEach(async () => {
  await market.faults({})
  await market.tick()
  market.received.length = 0
})

let made = 0
async function created() {
  const login = await room.exchangeLoginCode(await market.loginCode('alipay', 'baoji'))
  if (login.outcome !== 'identified') throw new Error(login.outcome)
  const orderNo = `HP261120${String(++made).padStart(10, '0')}`
  const answer = await room.createOrder({
    orderNo,
    amountFen: fen(100000),
    // Signs that Alipay refuses in a subject, and such as a form has to escape.
    description: '采暖费 100% + 50/2=25 & “特困”',
    payer: login.payer,
    notifyUrl: `${market.serverUrl}/notify/alipay/baoji`,
    expiresAt: market.now() + 1_800_000,
  })
  if (answer.outcome !== 'created') throw new Error(JSON.stringify(answer))
  return { orderNo, tradeNo: answer.prepayId, payer: login.payer }
}
const what = () =>
  market.received.map(({ verdict }) => (verdict.outcome === 'refused' ? verdict.code : verdict.event.what))
const refundOf = (orderNo: string) => ({
  orderNo,
  refundNo: `RF261120${String(++made).padStart(10, '0')}`,
  refundFen: fen(100),
  paidFen: fen(100000),
  reason: '多缴退费',
  notifyUrl: `${market.serverUrl}/notify/alipay/baoji`,
})

test('an app that still goes by user ids is paid by one', async () => {
  await market.faults({ userIdPayers: true })
  const { orderNo, tradeNo, payer } = await created()
  expect(payer).toEqual({ kind: 'user_id', value: expect.stringMatching(/^2088\d{12}$/) })
  await market.pay({ tradeNo })
  expect(what()).toMatchObject([{ kind: 'payment', payment: { orderNo, payer } }])
  expect(await room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid', payment: { payer } })
})

test('a refund that moved nothing is not taken for done; its number may be sent again', async () => {
  const { orderNo, tradeNo } = await created()
  await market.pay({ tradeNo })
  await market.faults({ refundSilent: { count: 1 } })
  const refund = refundOf(orderNo)
  expect(await room.refund(refund)).toMatchObject({ outcome: 'accepted' })
  expect(await room.queryRefund(refund)).toEqual({ outcome: 'not-found' })
  expect(await room.refund(refund)).toMatchObject({ outcome: 'succeeded' })
  expect(await room.queryRefund(refund)).toMatchObject({ outcome: 'succeeded' })
})

test('a refund that is sent again after it was done is done, not a second one', async () => {
  const { orderNo, tradeNo } = await created()
  await market.pay({ tradeNo })
  const refund = refundOf(orderNo)
  expect(await room.refund(refund)).toMatchObject({ outcome: 'succeeded' })
  expect(await room.refund(refund)).toMatchObject({ outcome: 'succeeded' })
  await market.tick()
  expect(what()).toMatchObject([{ kind: 'payment' }, { kind: 'refund', refundNo: refund.refundNo, refundedFen: 100 }])
})

test('a trade that was refunded whole is paid and given back, not timed out', async () => {
  const { orderNo, tradeNo } = await created()
  await market.pay({ tradeNo })
  await room.refund({ ...refundOf(orderNo), refundFen: fen(100000) })
  await market.tick()
  expect(what()).toMatchObject([{ kind: 'payment' }, { kind: 'refund', refundedFen: 100000, cumulative: true }])
  expect(await room.queryOrder(orderNo)).toMatchObject({ outcome: 'paid', refundedFen: 100000 })
})

test('a time-out that is announced closes the order', async () => {
  await market.faults({ closeNotices: true })
  const { orderNo } = await created()
  await market.pass(31 * 60_000)
  expect(what()).toEqual([{ kind: 'closed', orderNo }])
})
