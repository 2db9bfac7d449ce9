import { yuanText } from '../../contract/money'
import type { OrderView } from '../../contract/resident'
import { createAcceptNotification } from '../../server/application/payments/notifications'
import type { ChannelDirectory, VerifyOutcome } from '../../server/application/ports/channels'
import { onEachEngine } from '../support/engines'
import { withBill } from '../support/households'
import { alipayNotified, send, wechatPaid } from '../support/notify'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, type World } from '../support/world'

onEachEngine('faults: genuine notifications about what is not ours', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })

  test('money at one company’s merchant for another’s order → its own suspense, the order unpaid', async () => {
    const facts = { company: 'baoji', userCode: '61999001', buildingArea: '50.00' }
    const household = await withBill(world.base, facts, '2026-2027', '2026-11-14')
    const resident = await enter(world, 'baoji', 'wechat', 'neighbour')
    const { body } = await resident.order({ kind: 'whole', householdId: household.id })
    const { orderNo, amountFen } = body.order
    const stray = { orderNo, amountFen, transactionId: '4200002999202611210099000001' }
    expect((await send(world, wechatPaid(world, 'lanzhou', stray))).status).toBe(200)
    const item = await eventually(
      async () => (await world.base.database.read.suspense.open('lanzhou'))[0],
      (one) => one !== undefined,
    )
    expect(item).toMatchObject({ reason: 'unknown-order', amountFen })

    const seen: OrderView = (await resident.show(orderNo)).body
    expect([seen.state, seen.refundedFen]).toEqual(['unpaid', 0])
    await resident.pay(orderNo)
    await eventually(
      () => resident.show(orderNo),
      (shown) => shown.body.state === 'paid',
    )
  })

  test('an amount that nobody could pay, nor the books’ sums hold → 4xx, nothing booked', async () => {
    const most = Number.MAX_SAFE_INTEGER
    const wechat = { orderNo: 'HPNOBODY1', amountFen: most, transactionId: '4200002999202611210099000002' }
    expect((await send(world, wechatPaid(world, 'lanzhou', wechat))).status).toBeGreaterThanOrEqual(400)
    const alipay = { trade_no: '2026112122001400000099000003', out_trade_no: 'HPNOBODY2', total_amount: yuanText(most) }
    expect((await send(world, alipayNotified(world, 'lanzhou', alipay))).status).toBeGreaterThanOrEqual(400)
    const { payments } = world.base.database.read
    expect(await payments.byTransaction('lanzhou', 'wechat', wechat.transactionId)).toBeUndefined()
    expect(await payments.byTransaction('lanzhou', 'alipay', alipay.trade_no)).toBeUndefined()
  })

  test('refused though signed with the platform’s key → an alarm; what anybody could send → none', async () => {
    const levels: string[] = []
    const note = (level: string) => () => {
      levels.push(level)
    }
    const log = { info: note('info'), warn: note('warn'), error: note('error') }
    const rejection = { status: 401, type: 'text/plain', body: 'fail' }
    for (const code of ['foreign-merchant', 'malformed', 'undecipherable', 'bad-signature', 'stale']) {
      const verify = (): VerifyOutcome => ({ outcome: 'refused', code })
      const channels = { get: () => ({ verify, rejection, refreshKeys: async () => false }) }
      const accept = createAcceptNotification({ ...world.base, channels: channels as unknown as ChannelDirectory, log })
      expect(await accept('lanzhou', 'wechat', { headers: {}, body: Buffer.alloc(0) })).toMatchObject({ outcome: code })
    }
    expect(levels).toEqual(['error', 'error', 'error', 'warn', 'warn'])
  })
})
