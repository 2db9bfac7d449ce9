import { yuanText } from '../../contract/money'
import { desk, maker } from '../support/desk'
import { onEachEngine } from '../support/engines'
import { alipayNotified, send, wechatPaid } from '../support/notify'
import { ordered, owing, paid } from '../support/ordered'
import { ownWorld } from '../support/ownWorld'
import { enter, eventually, type World } from '../support/world'

/** What faults.md says of channels besides the usual: keys that are looked for, alarms, and refunds that end badly. */
onEachEngine('faults: channels', (newPlace) => {
  let world: World
  ownWorld(newPlace, (begun) => {
    world = begun
  })
  beforeEach(() => world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true, switches: {} }))

  const read = () => world.base.database.read

  const stateOf = async ({ resident, orderNo }: Pick<Awaited<ReturnType<typeof ordered>>, 'resident' | 'orderNo'>) =>
    (await resident.show(orderNo)).body.state
  /** What /metrics counts under a name with these labels. */
  async function counted(metric: string): Promise<number> {
    const { text } = await world.call<string>('GET', '/metrics')
    const line = text.split('\n').find((one) => one.startsWith(metric))
    return Number(line?.split(' ').at(-1) ?? 0)
  }

  test('unknown serial → 4xx, keys looked for at most once in five minutes, other keys never tried', async () => {
    const looks = async () => {
      const all = ['verified', 'refused', 'unknown'].map((outcome) =>
        counted(`heatpay_channel_call_seconds_count{channel="wechat",endpoint="certificates",outcome="${outcome}"}`),
      )
      return (await Promise.all(all)).reduce((sum, one) => sum + one, 0)
    }
    const before = await looks()
    const order = await ordered(world)
    // Signed by the platform's own key: anyone who tried it would believe these.
    for (let n = 0; n < 20; n++) {
      const serial = n.toString(16).toUpperCase().padStart(40, 'F')
      expect((await send(world, wechatPaid(world, 'lanzhou', { ...order, serial }))).status).toBe(401)
    }
    expect((await looks()) - before).toBe(1)
    expect(await read().payments.byHousehold(order.household.id)).toEqual([])
    expect((await send(world, wechatPaid(world, 'lanzhou', order))).status).toBe(200)
    await eventually(
      () => stateOf(order),
      (state) => state === 'paid',
    )
  })

  test('wrong mchid, appid, app_id or seller_id → refused, and an alarm is counted', async () => {
    const alarm = (channel: string) =>
      counted(`heatpay_notifications_total{channel="${channel}",outcome="foreign-merchant"}`)
    const before = [await alarm('wechat'), await alarm('alipay')]
    const order = await ordered(world)
    for (const foreign of [{ mchid: '1900009999' }, { appid: 'wx0000000000000000' }])
      expect((await send(world, wechatPaid(world, 'lanzhou', { ...order, ...foreign }))).status).toBe(401)
    const trade = {
      trade_no: '2026112122009900000000000001',
      out_trade_no: order.orderNo,
      total_amount: yuanText(order.amountFen),
    }
    const others: Record<string, string>[] = [{ app_id: '2021000000009999' }, { seller_id: '2088000000009999' }]
    for (const foreign of others)
      expect((await send(world, alipayNotified(world, 'lanzhou', { ...trade, ...foreign }))).text).not.toBe('success')
    expect([await alarm('wechat'), await alarm('alipay')]).toEqual([(before[0] ?? 0) + 2, (before[1] ?? 0) + 2])
    expect(await read().payments.byHousehold(order.household.id)).toEqual([])
  })

  test.each(['wechat', 'alipay'] as const)(
    '%s: notified before the channel has even answered our order → settled, once',
    async (platform) => {
      await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { paidBeforeAnswer: { count: 1 } } })
      const { household, serial } = await owing(world)
      const resident = await enter(world, 'lanzhou', platform, `early ${serial}`)
      await resident.order({ kind: 'whole', householdId: household.id })
      const payments = await eventually(
        () => read().payments.byHousehold(household.id),
        (all) => all.length > 0,
      )
      expect(payments).toEqual([expect.objectContaining({ amountFen: 125_000, outcome: 'applied' })])
      expect(await stateOf({ resident, orderNo: payments[0]?.orderNo ?? '' })).toBe('paid')
    },
  )

  test('Alipay: TRADE_CLOSED without gmt_refund → the order’s time is over; with it → a refund', async () => {
    const unpaid = await ordered(world, 'alipay')
    const trade = (order: typeof unpaid, no: string) => ({
      trade_no: no,
      out_trade_no: order.orderNo,
      total_amount: yuanText(order.amountFen),
      trade_status: 'TRADE_CLOSED',
    })
    const timedOut = {
      ...trade(unpaid, '2026112122009900000000000001'),
      gmt_payment: '',
      gmt_close: '2026-11-21 09:00:00',
    }
    expect((await send(world, alipayNotified(world, 'lanzhou', timedOut))).text).toBe('success')
    await eventually(
      () => stateOf(unpaid),
      (state) => state === 'closed',
    )
    expect(await read().payments.byHousehold(unpaid.household.id)).toEqual([])

    const order = await paid(world, 'alipay')
    const givenBack = {
      ...trade(order, order.payment?.transactionId ?? ''),
      refund_fee: yuanText(order.amountFen),
      gmt_refund: '2026-11-21 09:00:00.123',
      out_biz_no: 'RF261121BYHAND',
    }
    expect((await send(world, alipayNotified(world, 'lanzhou', givenBack))).text).toBe('success')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await read().payments.byHousehold(order.household.id)).toHaveLength(1)
    expect(await stateOf(order)).toBe('paid')
  })

  test.each([
    ['ABNORMAL', 'refundAbnormal'],
    ['CLOSED', 'refundClosed'],
  ] as const)('a refund that ends %s → a work item with an owner, the balance unchanged', async (_state, fault) => {
    const { payment, household } = await paid(world)
    await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { [fault]: true } })
    const reason = '多缴退款'
    const request = { paymentId: payment?.id ?? '', amountFen: 1_000, route: 'original', reason } as const
    await desk(world.base).approved(desk(world.base).work.requestRefund('lanzhou', maker, request))
    const [refund] = await eventually(
      () => read().refunds.byPayment(payment?.id ?? ''),
      ([first]) => first?.status === 'failed',
    )
    expect(refund).toMatchObject({ owner: expect.stringMatching(/./), attendedAt: null, succeededAt: null })
    const owed = (await read().ledger.ofHousehold(household.id)).reduce(
      (sum, { debitAccount, creditAccount, amountFen }) =>
        sum +
        (creditAccount === 'refunds-payable' ? amountFen : 0) -
        (debitAccount === 'refunds-payable' ? amountFen : 0),
      0,
    )
    // Taken from the bill when it was approved; still owed to the payer, and not paid out.
    expect(owed).toBe(1_000)
    expect(
      (await read().messages.ofResident((await read().orders.byNo(payment?.orderNo ?? ''))?.residentId ?? '')).map(
        ({ event }) => event,
      ),
    ).not.toContain('refund-made')
  })
})
