import type { ClaimView } from '../../../contract/claims'
import { checker, desk, maker } from '../../support/desk'
import { onEachEngine } from '../../support/engines'
import { send, wechatPaid } from '../../support/notify'
import { ordered, SMALL } from '../../support/ordered'
import { ownWorld } from '../../support/ownWorld'
import { eventually, type World } from '../../support/world'

let serial = 0

onEachEngine('what a resident is told of his money in the end', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })
  const read = () => world.base.database.read

  /** A household owes 100.00 yuan, and somebody orders to pay it. */
  async function orders() {
    const order = await ordered(world, 'wechat', SMALL)
    const { resident, orderNo } = order
    const state = async () => (await resident.show(orderNo)).body
    const becomes = (wanted: string) => eventually(state, (seen) => seen.state === wanted)
    return { ...order, state, becomes }
  }

  async function paid() {
    const order = await orders()
    await order.resident.pay(order.orderNo)
    await order.becomes('paid')
    const [payment] = await read().payments.byOrder(order.orderNo)
    if (!payment) throw new Error('paid, yet no payment')
    return { ...order, payment }
  }

  const givenBack = (paymentId: string, amountFen: number, route: 'original' | 'next-season' = 'original') =>
    desk(world.base).approved(
      desk(world.base).work.requestRefund('lanzhou', maker, { paymentId, amountFen, route, reason: '多缴退款' }),
    )

  /** 99.99 come for an order of 100.00: they wait in suspense, until two people decide. */
  async function wrongAmount(exit: 'apply-to-bill' | 'credit-next-season' | 'refund-original-route') {
    const order = await orders()
    const transactionId = `42000029992026112301${String(++serial).padStart(8, '0')}`
    await send(world, wechatPaid(world, 'lanzhou', { orderNo: order.orderNo, amountFen: 9_999, transactionId }))
    expect((await order.becomes('held')).remainingFen).toBe(10_000)
    const payment = await read().payments.byTransaction('lanzhou', 'wechat', transactionId)
    const item = await read().suspense.ofPayment(payment?.id ?? '')
    const { work, approved } = desk(world.base)
    const taken = { itemId: item?.id ?? '', exit, userCode: order.household.userCode }
    expect(await approved(work.resolveSuspense('lanzhou', maker, taken))).toMatchObject({ status: 'executed' })
    return order
  }

  test('all given back: on its way while it is, then refunded; a part stays paid and says how much', async () => {
    const part = await paid()
    await givenBack(part.payment.id, 4_000)
    expect(await part.state()).toMatchObject({ state: 'paid', refundedFen: 4_000 })
    const { payment, state } = await paid()
    await world.sandboxCall('PUT', '/sandbox/api/faults', {
      switches: { timeoutAfterEffect: { count: 1, api: 'refund' } },
    })
    await givenBack(payment.id, 10_000)
    expect(await state()).toMatchObject({ state: 'refunding', refundedFen: 10_000 })
    await world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true })
    const ended = await eventually(state, (seen) => seen.state !== 'refunding')
    expect(ended).toMatchObject({ state: 'refunded', refundedFen: 10_000, invoice: { state: 'none' } })
    expect(ended.remainingFen).toBe(10_000)
  })

  test('kept for the next season instead of given back: it is credit', async () => {
    const { payment, state } = await paid()
    await givenBack(payment.id, 10_000, 'next-season')
    expect((await state()).state).toBe('to-credit')
  })

  test('money of the wrong amount: put to the bill, it is told so, and the bill lists it', async () => {
    const { household, resident, state } = await wrongAmount('apply-to-bill')
    expect(await state()).toMatchObject({ state: 'to-bill', remainingFen: 1 })
    expect((await resident.bill(household.id)).body.payments).toEqual([
      { orderNo: null, amountFen: 9_999, paidOn: world.base.clock.today(), by: 'wechat', transferred: true },
    ])
  })

  test('money of the wrong amount: kept as credit, or sent back', async () => {
    expect((await (await wrongAmount('credit-next-season')).state()).state).toBe('to-credit')
    const { state } = await wrongAmount('refund-original-route')
    expect(['refunding', 'refunded']).toContain((await state()).state)
  })

  test('paid for the wrong household: the payer reads that it was moved; the right bill lists it', async () => {
    const { household: wrong, resident, orderNo, state } = await paid()
    const right = (await orders()).household
    const asked = await world.call<{ id: string }>('POST', `/api/orders/${orderNo}/claim`, {
      body: { userCode: right.userCode, reason: '输错了编码' },
      headers: resident.headers,
    })
    expect(asked.status).toBe(201)
    // He sees which household he named, masked: it is not his.
    const claims = async () =>
      (await world.call<{ claims: ClaimView[] }>('GET', '/api/claims', { headers: resident.headers })).body.claims
    expect(await claims()).toMatchObject([
      {
        status: 'asked',
        amountFen: 10_000,
        from: { userCode: wrong.userCode },
        to: { userCode: right.userCode, owner: '***', address: expect.stringContaining('***') },
        answer: null,
      },
    ])
    expect((await state()).state).toBe('paid')
    const { work, approved } = desk(world.base)
    expect(await approved(work.claims.propose('lanzhou', maker, asked.body.id))).toMatchObject({
      status: 'executed',
      checkerId: checker.id,
    })
    expect(await claims()).toMatchObject([{ status: 'granted', to: { userCode: right.userCode } }])
    expect(await state()).toMatchObject({ state: 'moved', refundedFen: 0, invoice: { state: 'none' } })
    expect((await resident.bill(wrong.id)).body.payments).toEqual([])
    await resident.proves(right.userCode)
    expect((await resident.bill(right.id)).body.payments).toEqual([
      { orderNo: null, amountFen: 10_000, paidOn: world.base.clock.today(), by: 'wechat', transferred: true },
    ])
  })
})
