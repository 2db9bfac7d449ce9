import { examine, openThreeBills, pay } from '../support/books'
import { onEachEngine } from '../support/engines'
import { openPorts, type StoryPorts } from '../support/ports'

/** A change behind the ledger's back, in one column of one row, and the check that has to name it. */
interface Tampering {
  table: string
  where: string
  column: string
  to: string
  check: string
  /** Where the broken row is reported, when it is not the row itself. */
  reportedOn?: string
}

const TAMPERINGS: readonly Tampering[] = [
  {
    table: 'transfers',
    where: "event = 'bill-opened'",
    column: 'debit_account',
    to: "'household-credit'",
    check: 'account-sides',
    reportedOn: 'company',
  },
  {
    table: 'transfers',
    where: "event = 'payment-applied'",
    column: 'amount_fen',
    to: 'amount_fen + 1',
    check: 'transfer-digest',
  },
  { table: 'transfers', where: "event = 'bill-opened'", column: 'household_id', to: 'NULL', check: 'transfer-digest' },
  {
    table: 'transfers',
    where: "event = 'bill-opened'",
    column: 'effective_on',
    to: "'2026-01-01'",
    check: 'transfer-digest',
  },
  { table: 'transfers', where: "event = 'bill-opened'", column: 'amount_fen', to: '0', check: 'transfer-amount' },
  {
    table: 'transfers',
    where: "event = 'payment-applied'",
    column: 'credit_account',
    to: 'debit_account',
    check: 'transfer-amount',
  },
  {
    table: 'transfers',
    where: "event = 'payment-applied'",
    column: 'debit_account',
    to: "'pocket'",
    check: 'transfer-account',
  },
  {
    table: 'transfers',
    where: "event = 'payment-applied'",
    column: 'debit_account',
    to: "'clearing:'",
    check: 'transfer-account',
  },
  {
    table: 'transfers',
    where: "event = 'payment-suspended'",
    column: 'event',
    to: "'gift'",
    check: 'transfer-account',
  },
  {
    table: 'transfers',
    where: "event = 'payment-applied' AND sequence = 0",
    column: 'sequence',
    to: '7',
    check: 'posting-whole',
    reportedOn: 'posting_key',
  },
  { table: 'transfers', where: "event = 'payment-applied'", column: 'evidence_id', to: "'nothing'", check: 'evidence' },
  { table: 'transfers', where: "event = 'bill-opened'", column: 'evidence_kind', to: "'hearsay'", check: 'evidence' },
  { table: 'transfers', where: "event = 'bill-opened'", column: 'company', to: "'beijing'", check: 'one-company' },
  {
    table: 'transfers',
    where: "event = 'bill-opened'",
    column: 'season',
    to: "'2020-2021'",
    check: 'no-debt-without-bill',
  },
  { table: 'bills', where: 'billed_fen = 223325', column: 'billed_fen', to: 'billed_fen + 1', check: 'bill-billed' },
  { table: 'bills', where: 'billed_fen = 223325', column: 'billed_fen', to: 'billed_fen + 1', check: 'bill-lines' },
  { table: 'bills', where: 'billed_fen = 223325', column: 'reversed_fen', to: '1', check: 'bill-reversed' },
  { table: 'bills', where: 'billed_fen = 223325', column: 'applied_fen', to: 'applied_fen + 1', check: 'bill-balance' },
  { table: 'bills', where: 'billed_fen = 223325', column: 'applied_fen', to: 'applied_fen - 1', check: 'bill-applied' },
  { table: 'bills', where: 'billed_fen = 223325', column: 'applied_fen', to: '-1', check: 'bill-bounds' },
  { table: 'bills', where: 'billed_fen = 223325', column: 'applied_fen', to: 'billed_fen + 1', check: 'bill-bounds' },
  {
    table: 'bills',
    where: 'late_fee_paid_fen > 0',
    column: 'late_fee_paid_fen',
    to: 'late_fee_paid_fen - 1',
    check: 'late-fee',
  },
  { table: 'bills', where: 'billed_fen = 223325', column: 'company', to: "'baoji'", check: 'bill-of-household' },
  {
    table: 'bill_applications',
    where: 'principal_fen > 0',
    column: 'principal_fen',
    to: 'principal_fen + 1',
    check: 'bill-applied',
    reportedOn: 'bill_id',
  },
  {
    table: 'bill_applications',
    where: 'principal_fen > 0',
    column: 'payment_id',
    to: "'nothing'",
    check: 'application-of-something',
  },
  {
    table: 'bill_applications',
    where: 'principal_fen > 0',
    column: 'principal_fen',
    to: '-1',
    check: 'application-of-something',
  },
  {
    table: 'households',
    where: 'credit_fen > 0',
    column: 'credit_fen',
    to: 'credit_fen - 1',
    check: 'household-credit',
  },
  {
    table: 'payments',
    where: "outcome = 'applied' AND order_no IS NOT NULL",
    column: 'amount_fen',
    to: 'amount_fen - 1',
    check: 'payment-posted',
  },
  {
    table: 'payments',
    where: "outcome = 'applied' AND order_no IS NOT NULL",
    column: 'source',
    to: "'bank:icbc'",
    check: 'payment-posted',
  },
  {
    table: 'payments',
    where: "outcome = 'suspense'",
    column: 'outcome',
    to: "'applied'",
    check: 'payment-outcome',
    reportedOn: '',
  },
  {
    table: 'payments',
    where: "outcome = 'applied' AND order_no IS NOT NULL",
    column: 'order_no',
    to: 'NULL',
    check: 'paid-order',
    reportedOn: '',
  },
  {
    table: 'payments',
    where: "outcome = 'applied' AND order_no IS NOT NULL",
    column: 'household_id',
    to: "'somebody'",
    check: 'payment-of-order',
  },
  {
    table: 'payments',
    where: "outcome = 'applied' AND order_no IS NOT NULL",
    column: 'refunded_fen',
    to: 'amount_fen + 1',
    check: 'refunded-within-paid',
  },
  {
    table: 'payments',
    where: "outcome = 'applied' AND order_no IS NOT NULL",
    column: 'transaction_id',
    to: "'other'",
    check: 'notification-booked',
    reportedOn: '',
  },
  { table: 'orders', where: "status = 'paid'", column: 'amount_fen', to: 'amount_fen + 1', check: 'paid-order' },
  {
    table: 'orders',
    where: "status = 'paid'",
    column: 'status',
    to: "'closed'",
    check: 'payment-of-order',
    reportedOn: '',
  },
  {
    table: 'suspense_items',
    where: "status = 'open'",
    column: 'amount_fen',
    to: 'amount_fen + 1',
    check: 'suspense-balance',
    reportedOn: 'company',
  },
  {
    table: 'suspense_items',
    where: "status = 'open'",
    column: 'payment_id',
    to: "'nothing'",
    check: 'suspense-item',
    reportedOn: '',
  },
  {
    table: 'suspense_items',
    where: "status = 'open'",
    column: 'status',
    to: "'resolved'",
    check: 'suspense-balance',
    reportedOn: 'company',
  },
  {
    table: 'invoices',
    where: "state = 'issued'",
    column: 'amount_fen',
    to: 'amount_fen + 1',
    check: 'invoiced-within-paid',
    reportedOn: 'order_no',
  },
  { table: 'invoices', where: "state = 'issued'", column: 'resident_id', to: "'R9'", check: 'invoice-of-order' },
  { table: 'invoices', where: "state = 'issued'", column: 'file_name', to: 'NULL', check: 'invoice-number' },
  { table: 'audit_log', where: 'sequence = 1', column: 'actor', to: "'nobody'", check: 'audit-chain' },
  { table: 'audit_log', where: 'sequence = 2', column: 'detail', to: "'{}'", check: 'audit-chain' },
  { table: 'audit_log', where: 'sequence = 2', column: 'sequence', to: '9', check: 'audit-chain' },
  {
    table: 'audit_heads',
    where: "company = 'lanzhou'",
    column: 'last',
    to: 'last + 1',
    check: 'audit-chain',
    reportedOn: '',
  },
]

onEachEngine('examining the books', (newPlace) => {
  let ports: StoryPorts
  const sql = (text: string, values: unknown[] = []) => ports.database.writer.query(text, values)

  beforeAll(async () => {
    ports = await openPorts(newPlace, '2026-12-20')
    const { first, second, late } = await openThreeBills(ports)
    const paid = await pay(ports, { householdId: first, amountFen: 111_663 })
    await pay(ports, { householdId: first, amountFen: 111_662, channel: 'alipay' })
    await pay(ports, { householdId: second, amountFen: 250_000, saysFen: 249_999 })
    await pay(ports, { company: 'baoji', householdId: late, amountFen: 100_000 })
    await keepCredit(second)
    await ports.database.transaction((store) =>
      store.invoices.insert({
        id: ports.ids.next(),
        company: 'lanzhou',
        residentId: 'R1',
        orderNo: paid,
        householdId: first,
        kind: 'blue',
        nth: 1,
        titleKind: 'personal',
        titleName: '张演示',
        taxNumber: null,
        amountFen: 111_663,
        state: 'issued',
        number: 'MN202600000001',
        fileName: 'MN202600000001.pdf',
        reason: null,
        askedAt: 1,
        issuedAt: 1,
        reverses: null,
        refundNo: null,
      }),
    )
    for (const trigger of [
      'transfers_refuse_update',
      'transfers_refuse_delete',
      'audit_log_refuse_update',
      'audit_log_refuse_delete',
    ]) {
      await sql(`DROP TRIGGER ${trigger}`)
    }
  })
  afterAll(() => ports.remove())

  /** A bank's payment of 1 fen more than is owed leaves a credit. */
  async function keepCredit(householdId: string): Promise<void> {
    const { applyToHousehold } = await import('../../server/application/applyPayment')
    const money = {
      company: 'lanzhou',
      source: 'bank:icbc',
      transactionId: 'B1',
      orderNo: null,
      amountFen: 250_001,
      paidAt: 1,
      paidOn: '2026-12-20',
    } as const
    await ports.database.transaction((store) => applyToHousehold(store, { ...money, householdId }, ports))
  }

  test('books that nobody touched are sound, late fee, credit, suspense and invoice included', async () => {
    const { outcome, checks, counts } = await examine(ports)
    expect(checks.filter(({ broken }) => broken)).toEqual([])
    expect(outcome).toBe('sound')
    expect(counts).toMatchObject({ bills: 3, payments: 5 })
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  })

  test.each(TAMPERINGS)(
    '$table, $column := $to where $where, is seen by $check',
    async ({ table, where, column, to, check, reportedOn }) => {
      const key = { orders: 'order_no', audit_heads: 'company' }[table] ?? 'id'
      const [row] = await sql(`SELECT * FROM ${table} WHERE ${where} ORDER BY ${key} LIMIT 1`)
      await sql(`UPDATE ${table} SET ${column} = ${to} WHERE ${key} = ?`, [row[key]])
      const { outcome, checks } = await examine(ports)
      await sql(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`, [row[column], column === key ? to : row[key]])
      expect(outcome).toBe('broken')
      const found = checks.find(({ name }) => name === check)?.broken
      expect(found).toBeTruthy()
      if (reportedOn !== '') expect(found?.id).toContain(row[reportedOn ?? key])
      expect(found?.expected).not.toBe(found?.found)
      expect((await examine(ports)).outcome).toBe('sound')
    },
  )

  test.each([
    { table: 'transfers', where: "event = 'payment-applied'", check: 'payment-posted' },
    { table: 'transfers', where: "event = 'bill-opened'", check: 'bill-billed' },
    { table: 'bills', where: 'billed_fen = 223325', check: 'evidence' },
    { table: 'bill_applications', where: 'principal_fen > 0', check: 'bill-applied' },
    { table: 'payments', where: "outcome = 'applied'", check: 'evidence' },
    { table: 'payments', where: "outcome = 'suspense'", check: 'clearing-from-payments' },
    { table: 'suspense_items', where: "status = 'open'", check: 'suspense-item' },
    { table: 'audit_log', where: 'sequence = 2', check: 'audit-chain' },
  ])('a row taken out of $table where $where is missed by $check', async ({ table, where, check }) => {
    const [row] = await sql(`SELECT * FROM ${table} WHERE ${where} ORDER BY id LIMIT 1`)
    await sql(`DELETE FROM ${table} WHERE id = ?`, [row.id])
    const { checks } = await examine(ports)
    const columns = Object.keys(row)
    await sql(
      `INSERT INTO ${table} (${columns.map((name) => `\`${name}\``).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      columns.map((name) => row[name]),
    )
    expect(checks.find(({ name }) => name === check)?.broken).toBeTruthy()
    expect((await examine(ports)).outcome).toBe('sound')
  })

  test('the whole end of a chain cut off is seen by its head', async () => {
    const [last] = await sql("SELECT * FROM audit_log WHERE company = 'lanzhou' ORDER BY sequence DESC LIMIT 1")
    await sql('DELETE FROM audit_log WHERE id = ?', [last.id])
    const { checks } = await examine(ports)
    expect(checks.find(({ name }) => name === 'audit-chain')?.broken).toMatchObject({ table: 'audit_log' })
  })
})
