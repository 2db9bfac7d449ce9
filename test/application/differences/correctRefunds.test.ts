import { paymentRow } from '../../support/differences'
import { COMPANY, DAY, type DifferenceStory, NEXT_DAY, NOON, onEachDifferenceStory } from '../../support/resolutions'

onEachDifferenceStory('a refund of another amount than our books have', (story) => {
  /** A refund of 100.00 that the channel’s file, and the channel itself, have with another amount; gives its difference. */
  async function refundedAs(
    theirFen: number,
    { ports, desk, paid, refunded }: DifferenceStory,
    { paidFen = 223_325, bookedFen = 10_000 } = {},
  ) {
    const { orderNo, transactionId } = await paid(paidFen)
    const refundNo = await refunded(transactionId, bookedFen)
    ports.clock.set(NEXT_DAY)
    const refund = { kind: 'refund', key: refundNo, otherKey: `C${refundNo}`, orderNo, amountFen: theirFen } as const
    const rows = [paymentRow({ key: transactionId, orderNo, amountFen: paidFen }, DAY), paymentRow(refund, DAY)]
    const [item] = await desk.reconcile(DAY, rows)
    if (!item) throw new Error('no difference')
    expect(item).toMatchObject({ kind: 'amount', rowKind: 'refund', ourFen: -bookedFen, theirFen: -theirFen })
    desk.channel.refunded(refundNo, theirFen, NOON)
    return { id: item.id, refundNo, transactionId, rows }
  }

  test('more was given back: the household owes the rest, the refund counts with what was given', async () => {
    const all = story()
    const { desk, read, owed, balance, paymentBy } = all
    const { id, refundNo, transactionId, rows } = await refundedAs(10_050, all)
    const { summary } = await desk.resolve(id, 'correct-amount')
    expect(summary).toContain('多退的 0.50 元 从用户账上扣回')
    expect(await desk.entries()).toEqual([
      'refund-corrected receivable refunds-payable 50',
      'refund-corrected refunds-payable clearing:wechat 50',
    ])
    expect([await owed(), await balance('clearing:wechat'), await balance('refunds-payable')]).toEqual([
      10_050,
      223_325 - 10_050,
      0,
    ])
    expect((await paymentBy(transactionId)).refundedFen).toBe(10_050)
    expect(await read().refunds.byNo(refundNo)).toMatchObject({ amountFen: 10_050, status: 'succeeded' })
    expect(await read().differences.resolutionsOf(id)).toMatchObject([{ refundNo, takenBackFen: 0, amountFen: 50 }])
    expect(await desk.reconcile(DAY, rows)).toEqual([])
  })

  test('less was given back: the rest is owed, as a refund that failed and waits for a decision', async () => {
    const all = story()
    const { desk, read, owed, balance, paymentBy } = all
    const { id, refundNo, transactionId, rows } = await refundedAs(9_950, all)
    const { summary } = await desk.resolve(id, 'correct-amount')
    expect(summary).toContain('少退的 0.50 元 仍欠付款人')
    expect(await desk.entries()).toEqual(['refund-corrected clearing:wechat refunds-payable 50'])
    // The household owes what was taken back for the refund, and the payer is still owed the rest of it.
    expect([await owed(), await balance('clearing:wechat'), await balance('refunds-payable')]).toEqual([
      10_000,
      223_325 - 9_950,
      -50,
    ])
    expect((await paymentBy(transactionId)).refundedFen).toBe(10_000)
    expect(await read().refunds.byNo(refundNo)).toMatchObject({ amountFen: 9_950, status: 'succeeded' })
    expect(await read().refunds.failed(COMPANY)).toMatchObject([
      {
        amountFen: 50,
        owner: 'finance-desk',
        reason: '渠道少退，补退差额',
        route: 'original',
        orderNo: rows[0]?.orderNo,
      },
    ])
    expect(await desk.reconcile(DAY, rows)).toEqual([])
  })

  test('only the channel’s own word puts it right', async () => {
    const all = story()
    const { desk } = all
    const { id, refundNo } = await refundedAs(9_950, all)
    desk.channel.refunds.set(refundNo, { outcome: 'succeeded', channelRefundId: 'C1', doneAt: NOON })
    expect(await desk.propose(id, 'correct-amount')).toEqual({ refused: 'channel-silent' })
    desk.channel.refunded(refundNo, 10_000, NOON)
    expect(await desk.propose(id, 'correct-amount')).toMatchObject({ refused: 'channel-says-ours' })
    desk.channel.refunded(refundNo, 9_960, NOON)
    expect(await desk.propose(id, 'correct-amount')).toMatchObject({ refused: 'channel-says-otherwise' })
    desk.channel.refunds.set(refundNo, { outcome: 'accepted', channelRefundId: 'C1' })
    expect(await desk.propose(id, 'correct-amount')).toEqual({ refused: 'refund-not-done' })
    expect(await desk.entries()).toEqual([])
  })

  test('never more than was paid, however many at once (M2); what no payment can bear is claimed', async () => {
    const all = story()
    const { desk, balance, refunded, paymentBy } = all
    const { id, transactionId, rows } = await refundedAs(6_050, all, { paidFen: 12_040, bookedFen: 6_000 })
    const other = await refunded(transactionId, 6_000)
    const twice = rows.concat({ ...rows[1], key: other, otherKey: `C${other}`, line: 99 } as (typeof rows)[number])
    const items = await desk.reconcile(DAY, twice)
    expect(items.map(({ kind }) => kind)).toEqual(['amount', 'amount'])
    desk.channel.refunded(other, 6_050, NOON)
    // 0.40 is left of the payment: neither of the two 0.50 fits.
    for (const one of items) {
      const proposed = await desk.propose(one.id, 'correct-amount')
      expect(await desk.approve(proposed)).toMatchObject({ refused: 'refund-too-much', facts: { leftFen: 40 } })
      await desk.reject(one.id)
    }
    expect(await desk.entries()).toEqual([])
    for (const one of items) await desk.resolve(one.id, 'claim-refund')
    expect(await desk.entries()).toEqual(new Array(2).fill('refund-claimed channel-claims clearing:wechat 50'))
    expect(await balance('clearing:wechat')).toBe(12_040 - 2 * 6_050)
    expect((await paymentBy(transactionId)).refundedFen).toBe(12_000)
    expect(await desk.reconcile(DAY, twice)).toEqual([])
    await desk.differences.reopen(COMPANY, { id: 'S-MAKER', loginName: 'maker' }, id, '再看一次')
    expect(await desk.approve(await desk.propose(id, 'correct-amount'))).toEqual({ refused: 'books-changed' })
  })

  test('of two corrections of one payment at once only one finds money left (M2)', async () => {
    const all = story()
    const { desk, refunded, paymentBy } = all
    const { transactionId, rows } = await refundedAs(6_050, all, { paidFen: 12_060, bookedFen: 6_000 })
    const other = await refunded(transactionId, 6_000)
    desk.channel.refunded(other, 6_050, NOON)
    const twice = rows.concat({ ...rows[1], key: other, otherKey: `C${other}`, line: 99 } as (typeof rows)[number])
    const items = await desk.reconcile(DAY, twice)
    const proposals = await Promise.all(items.map((item) => desk.propose(item.id, 'correct-amount')))
    const outcomes = await Promise.all(proposals.map((proposal) => desk.approve(proposal)))
    expect(outcomes.map((outcome) => ('refused' in outcome ? outcome.refused : 'done')).sort()).toEqual([
      'done',
      'refund-too-much',
    ])
    expect((await paymentBy(transactionId)).refundedFen).toBe(12_050)
  })
})
