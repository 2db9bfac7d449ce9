import { fen } from '../../../../contract/money'
import type { PaymentChannel } from '../../../../server/application/ports/channels'
import { type Market, openMarket } from '../../../support/channels/market'

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
    userCode: '62000001',
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

test('an app that still goes by user ids sends its messages to them', async () => {
  await market.faults({ userIdPayers: true })
  const login = await room.exchangeLoginCode(await market.loginCode('alipay', 'baoji'))
  if (login.outcome !== 'identified') throw new Error(login.outcome)
  const messenger = market.messengerOf('baoji', 'alipay')
  const templateId = messenger.templates['payment-received'] ?? ''
  await market.accept('alipay', 'baoji', [templateId], 'demo', 1, login.payer.value)
  const message = { to: login.payer, templateId, page: 'pages/mine/index', fields: { keyword1: '采暖费' } }
  expect(await messenger.sendMessage(message)).toEqual({ outcome: 'sent' })
  expect(await market.messages(login.payer.value)).toHaveLength(1)
})

test('an app that still goes by user ids is refunded, and the query names amount and time', async () => {
  await market.faults({ userIdPayers: true })
  const { orderNo, tradeNo } = await created()
  await market.pay({ tradeNo })
  const refund = refundOf(orderNo)
  expect(await room.refund(refund)).toMatchObject({ outcome: 'succeeded', refundedFen: 100 })
  const told = await room.queryRefund(refund)
  expect(told).toMatchObject({ outcome: 'succeeded', refundedFen: 100 })
  expect(Math.abs((told.outcome === 'succeeded' ? (told.doneAt ?? 0) : 0) - market.now())).toBeLessThan(60_000)
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

describe('an app in certificate mode, when Alipay changes its certificate', () => {
  const certified = () => market.channelOf('tangshan', 'alipay')
  const rotated = () => market.faults({ certificateRotated: { company: 'tangshan' } })

  async function ordered(orderNo: string) {
    const login = await certified().exchangeLoginCode(await market.loginCode('alipay', 'tangshan'))
    if (login.outcome !== 'identified') throw new Error(login.outcome)
    const order = await certified().createOrder({
      orderNo,
      amountFen: fen(100000),
      description: '采暖费',
      payer: login.payer,
      notifyUrl: `${market.serverUrl}/notify/alipay/tangshan`,
      userCode: '62000001',
      expiresAt: market.now() + 1_800_000,
    })
    if (order.outcome !== 'created') throw new Error(JSON.stringify(order))
    return { orderNo, tradeNo: order.prepayId }
  }

  test('learns the new one from the first notification, and goes on', async () => {
    const { orderNo, tradeNo } = await ordered('HP26112000CERT0001')
    await rotated()
    await market.pay({ tradeNo })
    expect(what()).toMatchObject([{ kind: 'payment', payment: { orderNo } }])
    expect(await certified().queryOrder(orderNo)).toMatchObject({ outcome: 'paid' })
    const next = await ordered('HP26112000CERT0002')
    await market.pay({ tradeNo: next.tradeNo })
    expect(what()).toHaveLength(2)
    await market.faults({})
    expect(await certified().queryOrder(next.orderNo)).toMatchObject({ outcome: 'paid' })
  })
})
