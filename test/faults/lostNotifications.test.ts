import { onEachEngine } from '../support/engines'
import { ordered, owing } from '../support/ordered'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, type World } from '../support/world'

onEachEngine('faults: notifications that never come', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  const read = () => world.base.database.read

  test('the notification never comes: the query settles it', async () => {
    await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { loseNotifications: true } })
    const { resident, orderNo } = await ordered(world)
    await resident.pay(orderNo)
    await resident.clientSays(orderNo, 'paid')
    await eventually(
      () => resident.show(orderNo),
      ({ body }) => body.state === 'paid',
    )
    await world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true })
  })

  test('the client says success, the channel says NOTPAY → stays unpaid, the page says 确认中', async () => {
    const { household, resident, orderNo } = await ordered(world)
    const { body } = await resident.clientSays(orderNo, 'paid')
    expect(body.state).toBe('confirming')
    await new Promise((resolve) => setTimeout(resolve, 700))
    expect((await resident.show(orderNo)).body.state).toBe('confirming')
    expect(await read().payments.byHousehold(household.id)).toEqual([])
  })

  test.each(['wechat', 'alipay'] as const)(
    '%s: closed by us and paid in the same moment, the notification lost → the query settles it',
    async (platform) => {
      await world.sandboxCall('PUT', '/sandbox/api/faults', {
        switches: { loseNotifications: true, paidAfterClose: true },
      })
      const { household, resident, orderNo, amountFen } = await ordered(world, platform)
      await world.call('POST', `/api/orders/${orderNo}/cancel`, { headers: resident.headers })
      await world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true })
      expect((await resident.show(orderNo)).body.state).toBe('closed')
      await world.sandboxCall('PUT', '/sandbox/api/clock', { advance: 60_000 })
      await eventually(
        () => resident.show(orderNo),
        ({ body }) => body.state === 'paid',
      )
      expect((await read().payments.byHousehold(household.id)).map((payment) => payment.amountFen)).toEqual([amountFen])
    },
  )

  test.each(['wechat', 'alipay'] as const)(
    '%s: paid, the order’s answer lost, no notification → asked again, paid once, ordered once',
    async (platform) => {
      await world.sandboxCall('PUT', '/sandbox/api/faults', {
        switches: { loseNotifications: true, paidBeforeAnswer: true, error500AfterEffect: { count: 1, api: 'order' } },
      })
      const { household, serial } = await owing(world)
      const resident = await enter(world, 'lanzhou', platform, `person ${serial}`)
      const order = () => resident.order({ kind: 'whole', householdId: household.id })
      const answers = await eventually(
        async () => [(await order()).status, (await read().payments.byHousehold(household.id)).length],
        ([, payments]) => payments !== 0,
      )
      await order()
      await world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true })
      expect(answers).toEqual([409, 1])
      await resident.proves(household.userCode)
      expect((await resident.bill(household.id)).body.bills[0]?.remainingFen).toBe(0)
      expect((await read().suspense.open('lanzhou')).filter((item) => item.reason === 'second-payment')).toEqual([])
    },
  )
})
