import { fen } from '../../../contract/money'
import { bookPayment } from '../../../server/application/booking/bookPayment'
import { isRefusal } from '../../../server/application/common/refusal'
import { createRecordRun } from '../../../server/application/runs/recordRun'
import { digestOf } from '../../../server/domain/ledger/link'
import { COMPANY, DAY, NEXT, onEachClosingStory } from '../../support/closing'
import { checker, maker } from '../../support/desk'
import { openDifferenceDesk, paymentRow } from '../../support/differences'
import { openDesk } from '../../support/reconciliation'

onEachClosingStory('a day that is closed', (story) => {
  test('its control totals are what counts on the day, by account; who closed it is audited', async () => {
    const { ports, desk, broken, closed } = story()
    await closed()
    const { rows: closures } = await desk.closings.list(COMPANY, 0, 10)
    expect(closures).toMatchObject([{ date: DAY, closedBy: 'checker', since: DAY }])
    const of = (account: string) => closures[0]?.accounts.find((total) => total.account === account)
    expect(of('clearing:wechat')).toMatchObject({ debitFen: 100_000, creditFen: 0, name: '渠道待清算 · 微信支付' })
    expect(of('receivable')).toMatchObject({ debitFen: 223_325 + 250_000, creditFen: 100_000 })
    expect(closures[0]).toMatchObject({ transfers: 3, amountFen: 223_325 + 250_000 + 100_000 })
    expect((await ports.database.read.audit.page({ deed: 'close-day' }, 0, 5)).rows).toMatchObject([
      { actor: 'checker', subject: DAY, detail: { transfers: 3 } },
    ])
    expect(await broken()).toEqual([])
  })

  test('money that comes late is booked on the first open day, with the day on which it was paid', async () => {
    const { ports, desk, broken, closed, late } = story()
    await closed()
    await desk.entries()
    await late('4200000000000000000000000009', 777)
    expect(await desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 777'])
    const payment = await ports.database.read.payments.byTransaction(COMPANY, 'wechat', '4200000000000000000000000009')
    expect(payment?.paidOn).toBe(DAY)
    const [moved] = await ports.database.writer.query(
      'SELECT effective_on AS day FROM transfers WHERE evidence_id = ?',
      [payment?.id],
    )
    expect(moved.day).toBe(NEXT)
    // Sealed again, the closed day untouched: every digest and every total holds.
    expect(await broken()).toEqual([])
  })

  test('a household’s late fee is reckoned by the day on which it paid, not by the entry’s day', async () => {
    const { ports, homes, broken } = story()
    const baoji = openDifferenceDesk(ports, 'baoji')
    ports.clock.set('2026-12-11')
    expect(isRefusal(await baoji.closings.close('baoji', '2026-12-10', checker))).toBe(false)
    const paidAt = Date.parse('2026-12-10T12:00:00+08:00')
    const no = 'HPLATE0000000001'
    await ports.database.transaction(async (store) => {
      const at = paidAt - 60_000
      await store.orders.insert({
        orderNo: no,
        company: 'baoji',
        channel: 'wechat',
        residentId: 'R1',
        householdId: homes.late,
        season: '2026-2027',
        kind: 'part',
        amountFen: 100_000,
        status: 'paying',
        description: '采暖费',
        prepayId: 'wx1',
        transactionId: null,
        paidAt: null,
        clientOutcome: null,
        createdAt: at,
        expiresAt: at + 1_800_000,
      })
      const payment = { orderNo: no, transactionId: '4200007', amountFen: fen(100_000), paidAt, payer: undefined }
      await bookPayment(store, { company: 'baoji', channel: 'wechat', payment }, ports)
    })
    // 2,200.00 × 2 ‰ × 10 days to Dec 10 (docs/money.md), not 11.
    expect((await baoji.entries()).filter((entry) => entry.includes('late-fee'))).toEqual([
      'payment-applied clearing:wechat late-fee-income 4400',
    ])
    expect(await broken()).toEqual([])
  })

  test('no run, no file, no simulated day, no reopening changes it', async () => {
    const { ports, desk, broken, rows, closed } = story()
    ports.clock.set(NEXT)
    const [gone] = await desk.reconcile(DAY, [...rows(), paymentRow({ key: 'K2', amountFen: 5 }, DAY)])
    await closed()
    const recordRun = createRecordRun(ports)
    const day = { company: COMPANY, channel: 'wechat', bill: 'trade', date: DAY } as const
    const cut = { matched: 0, closes: [], movedFen: 0 }
    const books = { exact: 0, ourTotalFen: 1, isTaken: () => false, matched: {}, differences: [], cut }
    const result = {
      matched: 0,
      differences: [],
      ourTotalFen: 1,
      theirTotalFen: 1,
      status: 'balanced',
      reason: null,
    } as const
    const before = await ports.database.read.reconciliation.latestRun(day)
    expect(await recordRun({ day, fileId: null, books, result: { ...result, differences: [] }, actor: 'li' }, [])).toBe(
      'closed',
    )
    expect(await ports.database.read.reconciliation.latestRun(day)).toEqual(before)
    const files = openDesk(ports)
    expect(await files.refused(COMPANY, 'wechat', DAY, '/nowhere.csv')).toContain('closed')
    await expect(files.simulate(COMPANY, DAY, 1)).rejects.toThrow('closed')
    expect(await desk.differences.reopen(COMPANY, maker, gone?.id ?? '', '再看')).toMatchObject({
      refused: 'day-closed',
    })
    expect(await broken()).toEqual([])
  })

  test('verify-ledger names the closure when an entry is slipped into its day', async () => {
    const { ports, broken, closed } = story()
    await closed()
    const { writer } = ports.database
    const [seen] = await writer.query("SELECT * FROM transfers WHERE event = 'payment-applied'")
    const forged = { id: ports.ids.next(), postingKey: 'slipped:1' }
    const transfer = {
      ...forged,
      company: COMPANY,
      sequence: 0,
      event: 'payment-applied' as const,
      debitAccount: seen.debit_account,
      creditAccount: seen.credit_account,
      amountFen: 1,
      effectiveOn: DAY,
      recordedAt: Number(seen.recorded_at),
      householdId: seen.household_id,
      season: seen.season,
      evidenceKind: 'payment' as const,
      evidenceId: seen.evidence_id,
    }
    const { digest } = { digest: digestOf(transfer) }
    await writer.query(
      'INSERT INTO transfers (id, company, posting_key, sequence, event, debit_account, credit_account, amount_fen, effective_on, recorded_at, household_id, season, evidence_kind, evidence_id, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [
        transfer.id,
        COMPANY,
        transfer.postingKey,
        0,
        transfer.event,
        transfer.debitAccount,
        transfer.creditAccount,
        1,
        DAY,
        transfer.recordedAt,
        transfer.householdId,
        transfer.season,
        'payment',
        transfer.evidenceId,
        digest,
      ],
    )
    expect(await broken()).toEqual(expect.arrayContaining(['closure-totals', 'closure-accounts']))
  })
})
