import { isRefusal } from '../../../server/application/common/refusal'
import { paymentRow } from '../../support/differences'
import { COMPANY, DAY, NEXT_DAY, onEachDifferenceStory } from '../../support/resolutions'

onEachDifferenceStory('a difference too small to pursue', (story) => {
  test('a small difference is written off within the limit; beyond it nothing is', async () => {
    const { ports, desk, paid, owed } = story()
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const row = (amountFen: number) => [paymentRow({ key: transactionId, orderNo, amountFen }, DAY)]
    const [big] = await desk.reconcile(DAY, row(223_224))
    expect(await desk.propose(big?.id ?? '', 'write-off')).toEqual({ refused: 'resolution-does-not-fit' })
    const [small] = await desk.reconcile(DAY, row(223_324))
    await desk.resolve(small?.id ?? '', 'write-off')
    expect(await desk.entries()).toEqual(['difference-written-off cash-differences clearing:wechat 1'])
    expect(await owed()).toBe(0)
    expect(await desk.reconcile(DAY, row(223_324))).toEqual([])
  })

  test('a month’s limit holds, however many are approved at once (M2)', async () => {
    const { ports, desk, paid } = story()
    const payments: { orderNo: string; transactionId: string }[] = []
    for (let n = 0; n < 4; n++) payments.push(await paid(1000 + n))
    ports.clock.set(NEXT_DAY)
    const rows = payments.map(({ orderNo, transactionId }, n) =>
      paymentRow({ key: transactionId, orderNo, amountFen: 1000 + n - 60 }, DAY),
    )
    const items = await desk.reconcile(DAY, rows)
    expect(items.map(({ kind }) => kind)).toEqual(['amount', 'amount', 'amount', 'amount'])
    // 48.50 of the month's 50.00 yuan are gone already: two of 0.60 fit.
    const proposals = await Promise.all(items.map(({ id }) => desk.propose(id, 'write-off')))
    expect(
      await ports.database.transaction((store) => store.differences.writeOff(COMPANY, '2026-10', 4850, 5000)),
    ).toBe(true)
    await ports.database.writer.query("UPDATE write_off_months SET month = '2026-11' WHERE month = '2026-10'")
    const outcomes = await Promise.all(proposals.map((proposal) => desk.approve(proposal)))
    await ports.database.writer.query('UPDATE write_off_months SET written_off_fen = written_off_fen - 4850')
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(2)
    expect(outcomes.filter((outcome) => isRefusal(outcome) && outcome.refused === 'over-write-off-limit')).toHaveLength(
      2,
    )
    expect((await desk.entries()).filter((entry) => entry.startsWith('difference-written-off'))).toHaveLength(2)
  })
})
