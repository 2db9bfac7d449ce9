import { desk, maker } from '../support/desk'
import { onEachEngine } from '../support/engines'
import { owing } from '../support/ordered'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, type World } from '../support/world'

const SEASON = '2026-2027'
const WHOLE = { kind: 'whole' } as const

onEachEngine('faults: the life of an order', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  const atChannel = async (orderNo: string) => {
    const { body } = await world.sandboxCall<{ orders: { orderNo: string; state: string }[] }>(
      'GET',
      '/sandbox/api/orders',
    )
    return body.orders.find((order) => order.orderNo === orderNo)?.state
  }
  const ordersOf = async (residentHeaders: Record<string, string>) =>
    (await world.call<{ orders: { orderNo: string }[] }>('GET', '/api/orders', { headers: residentHeaders })).body
      .orders

  test.each(['wechat', 'alipay'] as const)(
    '%s: an unpaid order is resumed with the same number, and paid once',
    async (platform) => {
      const { id } = (await owing(world)).household
      const resident = await enter(world, 'lanzhou', platform, `comes back ${platform}`)
      const first = await resident.order({ ...WHOLE, householdId: id })
      const second = await resident.order({ ...WHOLE, householdId: id })
      expect(second.body.order.orderNo).toBe(first.body.order.orderNo)
      expect(await ordersOf(resident.headers)).toHaveLength(1)
      await resident.pay(second.body.order.orderNo)
      await eventually(
        () => resident.show(second.body.order.orderNo),
        ({ body }) => body.state === 'paid',
      )
      expect(await world.base.database.read.payments.byHousehold(id)).toHaveLength(1)
    },
  )

  test.each(['wechat', 'alipay'] as const)(
    '%s: a prepaid order whose bill changed is closed at the channel before a new one is made',
    async (platform) => {
      const { id } = (await owing(world)).household
      const resident = await enter(world, 'lanzhou', platform, `changed ${platform}`)
      const old = (await resident.order({ ...WHOLE, householdId: id })).body.order
      await world.base.database.bulk((runner) =>
        runner.query(`UPDATE bills SET billed_fen = billed_fen + 100 WHERE household_id = '${id}'`),
      )
      const now = (await resident.order({ ...WHOLE, householdId: id })).body.order
      expect(now.orderNo).not.toBe(old.orderNo)
      expect(now.amountFen).toBe(old.amountFen + 100)
      expect([await atChannel(old.orderNo), await atChannel(now.orderNo)]).toEqual(['closed', 'open'])
    },
  )

  test('two channels: the order in WeChat is closed there before Alipay is asked for the same bill', async () => {
    const { id, userCode } = (await owing(world)).household
    const mother = await enter(world, 'lanzhou', 'wechat', 'mother pays')
    const son = await enter(world, 'lanzhou', 'alipay', 'son pays')
    await son.proves(userCode)
    const hers = (await mother.order({ ...WHOLE, householdId: id })).body.order
    const his = (await son.order({ ...WHOLE, householdId: id })).body.order
    expect([await atChannel(hers.orderNo), await atChannel(his.orderNo)]).toEqual(['closed', 'open'])
    expect((await mother.show(hers.orderNo)).body.state).toBe('closed')
  })

  test('Closed by us, then paid → applied if still due, else it waits in suspense and goes back', async () => {
    const { id, userCode } = (await owing(world)).household
    const slow = await enter(world, 'lanzhou', 'wechat', 'pays too late')
    const late = (await slow.order({ ...WHOLE, householdId: id })).body.order
    await world.call('POST', `/api/orders/${late.orderNo}/cancel`, { headers: slow.headers })
    const quick = await enter(world, 'lanzhou', 'alipay', 'pays in time')
    await quick.proves(userCode)
    const paid = (await quick.order({ ...WHOLE, householdId: id })).body.order
    await quick.pay(paid.orderNo)
    await eventually(
      () => quick.show(paid.orderNo),
      ({ body }) => body.state === 'paid',
    )
    await world.sandboxCall('POST', '/sandbox/api/pay', { orderNo: late.orderNo, evenIfClosed: true })
    const { work, approved } = desk(world.base)
    const item = await eventually(
      async () =>
        (await world.base.database.read.suspense.open('lanzhou')).find(({ reason }) => reason === 'closed-order'),
      (found) => found !== undefined,
    )
    expect(item).toMatchObject({ amountFen: late.amountFen, owner: 'finance-desk' })
    const exit = { itemId: item?.id ?? '', exit: 'refund-original-route' } as const
    await approved(work.resolveSuspense('lanzhou', maker, exit))
    const [refund] = await eventually(
      () => world.base.database.read.refunds.byPayment(item?.paymentId ?? ''),
      ([one]) => one?.status === 'succeeded',
    )
    expect(refund).toMatchObject({ amountFen: late.amountFen, source: 'wechat' })
    const bills = (await quick.bill(id)).body.bills.filter(({ season }) => season === SEASON)
    expect(bills).toMatchObject([{ remainingFen: 0 }])
  })
})
