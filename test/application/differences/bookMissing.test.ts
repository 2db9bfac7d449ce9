import { paymentRow } from '../../support/differences'
import { COMPANY, DAY, NOON, onEachDifferenceStory } from '../../support/resolutions'

onEachDifferenceStory('a payment that the channel has and we missed', (story) => {
  test('a missing payment is booked as the channel states it, on its order; a further run matches', async () => {
    const { desk, read, ordered, missing, owed } = story()
    await ordered('HPLOST0000000001', 223_325)
    const item = await missing('4200001', 'HPLOST0000000001', 223_325)
    expect(item).toMatchObject({ kind: 'channel-only', ourFen: null, theirFen: 223_325, status: 'open' })
    const done = await desk.resolve(item.id, 'book-payment')
    expect(done.summary).toContain('补记收款')
    expect(await desk.entries()).toEqual(['payment-applied clearing:wechat receivable 223325'])
    expect(await owed()).toBe(0)
    expect(await read().orders.byNo('HPLOST0000000001')).toMatchObject({ status: 'paid', transactionId: '4200001' })
    expect(
      await desk.reconcile(DAY, [paymentRow({ key: '4200001', orderNo: 'HPLOST0000000001', amountFen: 223_325 }, DAY)]),
    ).toEqual([])
    const [resolution] = await read().differences.resolutionsOf(item.id)
    expect(resolution).toMatchObject({ resolution: 'book-payment', madeBy: 'maker', checkedBy: 'checker' })
  })

  test('a payment for an order that nobody knows waits in suspense, with a work item (M7)', async () => {
    const { desk, read, missing } = story()
    const item = await missing('4200002', 'HPSTRANGER000001', 10_000)
    await desk.resolve(item.id, 'book-payment')
    expect(await desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 10000'])
    expect(await read().suspense.open(COMPANY)).toMatchObject([{ reason: 'unknown-order', amountFen: 10_000 }])
  })

  test('what the channel says was not paid is not booked, and nothing changes', async () => {
    const { desk, read, missing } = story()
    const item = await missing('4200003', 'HPSTRANGER000001', 10_000)
    desk.channel.payments.set('4200003', { outcome: 'unpaid' })
    expect(await desk.propose(item.id, 'book-payment')).toEqual({ refused: 'channel-not-paid' })
    desk.channel.paid('4200003', 'HPSTRANGER000001', 9_999, NOON)
    expect(await desk.propose(item.id, 'book-payment')).toMatchObject({ refused: 'channel-says-otherwise' })
    desk.channel.payments.set('4200003', { outcome: 'unknown', code: 'TIMEOUT', message: '' })
    expect(await desk.propose(item.id, 'book-payment')).toEqual({ refused: 'channel-silent' })
    expect(await desk.entries()).toEqual([])
    expect(await read().differences.byId(item.id)).toMatchObject({ status: 'open' })
  })

  test('set aside, applied to a household, or sent back: booked first, then out of suspense', async () => {
    const { desk, read, missing } = story()
    const aside = await missing('4200004', 'HPSTRANGER000001', 10_000)
    await desk.resolve(aside.id, 'to-suspense')
    expect(await desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 10000'])

    const given = await missing('4200005', 'HPSTRANGER000002', 20_000)
    expect(await desk.propose(given.id, 'apply')).toEqual({ refused: 'user-code-needed' })
    expect(await desk.propose(given.id, 'apply', '9999999999')).toEqual({ refused: 'no-such-user-code' })
    await desk.resolve(given.id, 'apply', '6201000001')
    expect(await desk.entries()).toEqual([
      'payment-suspended clearing:wechat suspense 20000',
      'suspense-applied suspense receivable 20000',
    ])

    const back = await missing('4200006', 'HPSTRANGER000003', 30_000)
    await desk.resolve(back.id, 'refund')
    expect(await desk.entries()).toEqual([
      'payment-suspended clearing:wechat suspense 30000',
      'refund-requested suspense refunds-payable 30000',
    ])
    const payment = await read().payments.byTransaction(COMPANY, 'wechat', '4200006')
    expect(await read().refunds.byPayment(payment?.id ?? '')).toMatchObject([
      { status: 'requested', amountFen: 30_000 },
    ])
  })

  test('a bank cannot be asked: its file’s row is booked, to the household that it names', async () => {
    const { desk } = story()
    const row = paymentRow({ key: 'BK1', amountFen: 5_000, userCode: '6201000001' }, DAY)
    const [item] = await desk.reconcile(DAY, [row], 'bank:partner')
    await desk.resolve(item?.id ?? '', 'book-payment')
    expect(await desk.entries()).toEqual(['payment-applied clearing:bank:partner receivable 5000'])
    expect(await desk.reconcile(DAY, [row], 'bank:partner')).toEqual([])
  })
})
