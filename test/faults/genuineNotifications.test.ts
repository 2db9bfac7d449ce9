import { yuanText } from '../../contract/money'
import { onEachEngine } from '../support/engines'
import { alipayNotified, send, wechatPaid } from '../support/notify'
import { ordered } from '../support/ordered'
import { ownWorld } from '../support/ownWorld'
import { eventually, type World } from '../support/world'

onEachEngine('faults: genuine notifications that are odd', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })
  const read = () => world.base.database.read
  const payments = (householdId: string, number: number) =>
    eventually(
      () => read().payments.byHousehold(householdId),
      (found) => found.length === number,
    )

  test('two payments under one event id → both booked, each once', async () => {
    const one = await ordered(world)
    const other = await ordered(world)
    for (const eventId of ['EV-one-for-two', '']) {
      for (const { orderNo, amountFen, transactionId } of [one, other, one]) {
        const facts = { orderNo, amountFen, transactionId, eventId }
        expect((await send(world, wechatPaid(world, 'lanzhou', facts))).status).toBe(200)
      }
    }
    for (const { household, amountFen } of [one, other])
      expect(await payments(household.id, 1)).toMatchObject([{ outcome: 'applied', amountFen }])
  })

  test('no payer, currency or associated data → booked as any', async () => {
    const { household, ...facts } = await ordered(world)
    const plain = { payer: null, amount: { total: facts.amountFen, currency: '' } }
    const notice = wechatPaid(world, 'lanzhou', { ...facts, plain, associatedData: null })
    expect((await send(world, notice)).status).toBe(200)
    expect(await payments(household.id, 1)).toMatchObject([{ outcome: 'applied', amountFen: facts.amountFen }])
  })

  test.each(['2026-02-30T10:00:00+08:00', '2026-11-21T25:61:00+08:00', '2062-11-21T10:00:00+08:00', null])(
    'WeChat says that it was paid at %s → booked when it was received, and a work item says so',
    async (success_time) => {
      const { household, ...facts } = await ordered(world)
      const before = world.base.clock.now()
      expect((await send(world, wechatPaid(world, 'lanzhou', { ...facts, plain: { success_time } }))).status).toBe(200)
      const [payment] = await payments(household.id, 1)
      expect(payment?.outcome).toBe('applied')
      expect(payment?.paidAt).toBeGreaterThanOrEqual(before)
      expect(payment?.paidAt).toBeLessThanOrEqual(world.base.clock.now())
      const items = await read().followUps.open('lanzhou')
      expect(items.find(({ subject }) => subject === facts.transactionId)).toMatchObject({
        kind: 'paid-time',
        orderNo: facts.orderNo,
        amountFen: facts.amountFen,
      })
    },
  )

  test('Alipay says so, or nothing of it → the same', async () => {
    for (const gmt_payment of ['2026-02-30 08:00:05', '']) {
      const { household, orderNo, amountFen, transactionId } = await ordered(world, 'alipay')
      const trade = { trade_no: transactionId, out_trade_no: orderNo, total_amount: yuanText(amountFen), gmt_payment }
      expect((await send(world, alipayNotified(world, 'lanzhou', trade))).text).toBe('success')
      expect(await payments(household.id, 1)).toMatchObject([{ outcome: 'applied', amountFen }])
      const items = await read().followUps.open('lanzhou')
      expect(items.find(({ subject }) => subject === transactionId)?.told).toBe(gmt_payment)
    }
  })
})
