import { finishRefund } from '../../../server/application/refunds/finishRefund'
import { paymentRow } from '../../support/differences'
import { COMPANY, DAY, NEXT_DAY, NOON, onEachDifferenceStory } from '../../support/resolutions'

onEachDifferenceStory('a refund that the channel has otherwise than we', (story) => {
  test('a refund made outside is booked on its payment, once and never beyond it', async () => {
    const { ports, desk, paid, owed } = story()
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const payment = paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY)
    const refund = (key: string, amountFen: number) =>
      paymentRow({ kind: 'refund', key, otherKey: `C${key}`, channelNo: `C${key}`, orderNo, amountFen }, DAY)
    const outside = 'OUTSIDE-REFUND-NUMBER-OF-MANY-CHARACTERS'
    const [item] = await desk.reconcile(DAY, [payment, refund(outside, 100_000)])
    if (!item) throw new Error('no difference')
    expect(item).toMatchObject({ kind: 'channel-only', rowKind: 'refund', theirFen: -100_000 })
    expect(await desk.propose(item.id, 'book-refund')).toEqual({ refused: 'refund-not-done' })
    desk.channel.refunded(outside, 100_000, NOON)
    await desk.resolve(item.id, 'book-refund')
    expect(await desk.entries()).toEqual([
      'refund-paid refunds-payable clearing:wechat 100000',
      'refund-requested receivable refunds-payable 100000',
    ])
    expect(await owed()).toBe(100_000)
    expect(await desk.reconcile(DAY, [payment, refund(outside, 100_000)])).toEqual([])

    const more = [payment, refund(outside, 100_000), refund('SECOND-REFUND', 123_326)]
    const [tooMuch] = await desk.reconcile(DAY, more)
    desk.channel.refunded('SECOND-REFUND', 123_326, NOON)
    expect(await desk.approve(await desk.propose(tooMuch?.id ?? '', 'book-refund'))).toMatchObject({
      refused: 'refund-too-much',
      facts: { leftFen: 123_325 },
    })
    expect(await desk.entries()).toEqual([])
  })

  test('a refund of a payment that nobody knows is refused with the next step', async () => {
    const { desk } = story()
    desk.channel.refunded('NOBODYS-REFUND', 100, NOON)
    const row = paymentRow({ kind: 'refund', key: 'NOBODYS-REFUND', orderNo: 'HPSTRANGER000009', amountFen: 100 }, DAY)
    const [item] = await desk.reconcile(DAY, [row])
    expect(await desk.approve(await desk.propose(item?.id ?? '', 'book-refund'))).toEqual({
      refused: 'payment-unknown',
    })
  })

  test('a refund that no payment can bear becomes a claim: clearing is right, nobody is charged', async () => {
    const { ports, desk, paid, owed, balance } = story()
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const key = 'REFUNDED-BEYOND'
    const refund = { kind: 'refund', key, channelNo: 'C1', orderNo, amountFen: 223_326 } as const
    const rows = [paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY), paymentRow(refund, DAY)]
    const [item] = await desk.reconcile(DAY, rows)
    const id = item?.id ?? ''
    expect(await desk.propose(id, 'claim-refund')).toEqual({ refused: 'refund-not-done' })
    desk.channel.refunded(key, 223_326, NOON)
    expect(await desk.approve(await desk.propose(id, 'book-refund'))).toMatchObject({ refused: 'refund-too-much' })
    await desk.reject(id)
    await desk.resolve(id, 'claim-refund')
    expect(await desk.entries()).toEqual(['refund-claimed channel-claims clearing:wechat 223326'])
    expect([await balance('clearing:wechat'), await owed()]).toEqual([223_325 - 223_326, 0])
    expect(await desk.reconcile(DAY, rows)).toEqual([])

    await desk.differences.reopen(COMPANY, { id: 'S-MAKER', loginName: 'maker' }, id, '再看一次')
    for (const again of ['claim-refund', 'book-refund'] as const) {
      expect(await desk.approve(await desk.propose(id, again))).toEqual({ refused: 'books-changed' })
      await desk.reject(id)
    }
    expect(await desk.entries()).toEqual([])
  })

  test('a refund that the channel never gave is taken back: still owed, it waits for another way', async () => {
    const { ports, desk, read, paid, refunded, owed, balance, paymentBy } = story()
    const { orderNo, transactionId } = await paid()
    const refundNo = await refunded(transactionId, 10_000)
    ports.clock.set(NEXT_DAY)
    const file = [paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY)]
    const [item] = await desk.reconcile(DAY, file)
    const id = item?.id ?? ''
    expect(item).toMatchObject({ kind: 'ours-only', rowKind: 'refund', ourFen: -10_000 })
    desk.channel.refunded(refundNo, 10_000, NOON)
    expect(await desk.propose(id, 'take-back-refund')).toEqual({ refused: 'channel-knows-it' })
    desk.channel.refunds.set(refundNo, { outcome: 'unknown', code: 'TIMEOUT', message: '' })
    expect(await desk.propose(id, 'take-back-refund')).toEqual({ refused: 'channel-silent' })
    desk.channel.refunds.clear()
    await desk.resolve(id, 'take-back-refund')
    expect(await desk.entries()).toEqual(['refund-corrected clearing:wechat refunds-payable 10000'])
    expect([await balance('clearing:wechat'), await balance('refunds-payable'), await owed()]).toEqual([
      223_325, -10_000, 10_000,
    ])
    const [instead] = await read().refunds.failed(COMPANY)
    expect(instead).toMatchObject({ replaces: refundNo, amountFen: 10_000, owner: 'finance-desk' })
    expect((await paymentBy(transactionId)).refundedFen).toBe(10_000)
    expect(await desk.reconcile(DAY, file)).toEqual([])
    // The channel gives it after all: somebody must look at it, and nothing is booked twice.
    const late = { state: 'succeeded', at: NOON } as const
    await ports.database.transaction((store) => finishRefund(store, refundNo, late, ports))
    expect(await read().strayRefunds.open(COMPANY)).toMatchObject([{ refundNo, reason: 'paid-twice' }])
    expect(await desk.entries()).toEqual([])
  })

  test('a refund that the channel has done ends by the ordinary path', async () => {
    const { ports, desk, paid, refunded } = story()
    const { orderNo, transactionId } = await paid()
    const refundNo = await refunded(transactionId, 100, 'abnormal')
    ports.clock.set(NEXT_DAY)
    const [item] = await desk.reconcile(DAY, [
      paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY),
      paymentRow({ kind: 'refund', key: refundNo, otherKey: transactionId, orderNo, amountFen: 100 }, DAY),
    ])
    expect(item).toMatchObject({ kind: 'status', rowKind: 'refund' })
    expect(await desk.propose(item?.id ?? '', 'refresh-status')).toEqual({ refused: 'refund-not-done' })
    desk.channel.refunded(refundNo, 100, NOON)
    await desk.resolve(item?.id ?? '', 'refresh-status')
    expect(await desk.entries()).toEqual(['refund-paid refunds-payable clearing:wechat 100'])
  })
})
