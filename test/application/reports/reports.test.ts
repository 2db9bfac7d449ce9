import { AGE_BUCKETS } from '../../../contract/reportWords'
import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { applyToHousehold } from '../../../server/application/booking/applyPayment'
import { isRefusal, type Refusal, type RefusalCode } from '../../../server/application/common/refusal'
import { createReports } from '../../../server/application/reports'
import { openThreeBills, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, PROJECT, type StoryPorts } from '../../support/ports'
import { openDesk } from '../../support/reconciliation'

function must<T extends object>(outcome: T | Refusal<RefusalCode>): T {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

onEachEngine('reports', (newPlace) => {
  let ports: StoryPorts
  let reports: ReturnType<typeof createReports>
  const COMPANIES = ['lanzhou', 'baoji', 'binzhou']

  beforeAll(async () => {
    ports = await openPorts(newPlace, '2026-12-20')
    const { first, second, late } = await openThreeBills(ports)
    ports.clock.set('2026-11-20')
    await pay(ports, { householdId: first, amountFen: 111_663 })
    ports.clock.set('2026-12-20')
    await pay(ports, { householdId: second, amountFen: 250_000, saysFen: 249_999 })
    await pay(ports, { company: 'baoji', householdId: late, amountFen: 100_000, channel: 'alipay' })
    const bank = { company: 'lanzhou', source: 'bank:icbc', transactionId: 'B1', orderNo: null } as const
    const over = { ...bank, amountFen: 250_001, paidAt: 1, paidOn: '2026-12-20', householdId: second }
    await ports.database.transaction((store) => applyToHousehold(store, over, ports))
    // A simulated day has every kind of household, part payments, refunds and money in suspense.
    const desk = openDesk(ports)
    await desk.simulate('binzhou', '2026-12-19', 120)
    await desk.simulate('lanzhou', '2026-12-19', 60)
    reports = createReports({ ...ports, chart: loadAccounts(PROJECT) })
  })
  afterAll(() => ports.remove())

  /** What an account has been debited more than credited until a day. */
  async function balance(company: string, until: string, of: (account: string) => boolean): Promise<number> {
    const totals = await ports.database.read.desk.accountTotals(company, until)
    return totals
      .filter(({ account }) => of(account))
      .reduce((sum, { debitFen, creditFen }) => sum + debitFen - creditFen, 0)
  }
  const clearing = (account: string) => account.startsWith('clearing:')
  const DAYS = { from: '2026-12-19', to: '2026-12-20' }

  test.each(COMPANIES)('daily, %s: opening + net − settled = closing, and both are the ledger’s', async (company) => {
    const daily = must(await reports.daily(company, DAYS))
    expect(daily.openingFen).toBe(await balance(company, '2026-12-18', clearing))
    expect(daily.closingFen).toBe(await balance(company, '2026-12-20', clearing))
    expect(daily.openingFen + daily.totals.netFen - daily.totals.settledFen).toBe(daily.closingFen)
    expect(daily.suspenseFen).toBe(0 - (await balance(company, '2026-12-20', (account) => account === 'suspense')))
    expect(daily.totals.paidFen).toBeGreaterThan(0)
  })

  test('daily counts payments and refunds, not their parts', async () => {
    const sql =
      'SELECT COUNT(*) AS n, SUM(amount_fen) AS fen FROM payments WHERE company = ? AND paid_on BETWEEN ? AND ?'
    for (const company of COMPANIES) {
      const [{ n, fen }] = await ports.database.writer.query(sql, [company, DAYS.from, DAYS.to])
      const { totals } = must(await reports.daily(company, DAYS))
      expect([totals.payments, totals.paidFen]).toEqual([Number(n), Number(fen)])
    }
  })

  test.each(COMPANIES)(
    'collection and ageing, %s: what remains is the receivables’ balance, today and before',
    async (company) => {
      for (const asOf of ['2026-11-19', '2026-11-20', '2026-12-19', '2026-12-20']) {
        const receivable = await balance(company, asOf, (account) => account === 'receivable')
        const seasons = ['2025-2026', '2026-2027']
        const collected = await Promise.all(
          seasons.map(async (season) => must(await reports.collection(company, season, asOf))),
        )
        expect(collected.reduce((sum, { totals }) => sum + totals.remainingFen, 0)).toBe(receivable)
        const ageing = must(await reports.ageing(company, undefined, asOf))
        expect(ageing.totals.owedFen).toBe(receivable)
        for (const row of ageing.rows)
          expect(AGE_BUCKETS.reduce((sum, bucket) => sum + row.byAge[bucket], 0)).toBe(row.owedFen)
      }
    },
  )

  test('collection: estates with their households; the bills say the same', async () => {
    const sql = `SELECT h.estate AS estate, COUNT(*) AS households, SUM(b.billed_fen - b.reversed_fen) AS billed, SUM(b.applied_fen) AS applied
      FROM bills b JOIN households h ON h.id = b.household_id WHERE b.company = ? AND b.season = ? GROUP BY h.estate ORDER BY h.estate`
    const { rows } = must(await reports.collection('lanzhou', '2026-2027'))
    const bills: Record<string, unknown>[] = await ports.database.writer.query(sql, ['lanzhou', '2026-2027'])
    expect(
      rows
        .map(({ estate, billedFen, collectedFen }) => [estate, billedFen, collectedFen])
        .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    ).toEqual(bills.map(({ estate, billed, applied }) => [estate, Number(billed), Number(applied)]))
    expect(rows.length).toBeGreaterThan(1)
  })

  test('ageing: on the due day nothing is overdue, the day after it is; one season only', async () => {
    const [bill] = await ports.database.writer.query("SELECT due_on FROM bills WHERE company = 'baoji'")
    const dueOn = String(bill.due_on)
    const before = must(await reports.ageing('baoji', '2026-2027', dueOn))
    expect(before.totals.byAge.notDue).toBe(before.totals.owedFen)
    const later = must(await reports.ageing('baoji', '2026-2027', '2026-12-20'))
    expect(later.totals.byAge.notDue).toBe(0)
    expect(must(await reports.ageing('baoji', '2020-2021')).rows).toEqual([])
  })

  test.each(COMPANIES)(
    'exempt and taxable, %s: charged − collected is what is receivable, late fees the income',
    async (company) => {
      const tax = must(await reports.tax(company, { from: '2026-01-01', to: '2026-12-20' }))
      expect(tax.totals.billedFen - tax.totals.collectedFen).toBe(
        await balance(company, '2026-12-20', (account) => account === 'receivable'),
      )
      expect(tax.totals.lateFeeFen).toBe(
        0 - (await balance(company, '2026-12-20', (account) => account === 'late-fee-income')),
      )
      expect(tax.totals.netFen + tax.totals.taxFen).toBe(tax.totals.collectedFen + tax.totals.lateFeeFen)
      expect(tax.byTreatment.reduce((sum, { collectedFen }) => sum + collectedFen, 0)).toBe(tax.totals.collectedFen)
    },
  )

  test('a company that nobody knows is not found', async () => {
    expect(await reports.daily('atlantis', DAYS)).toEqual({ refused: 'not-found' })
    expect(await reports.tax('atlantis', DAYS)).toEqual({ refused: 'not-found' })
  })
})
