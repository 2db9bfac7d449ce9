import { applyToHousehold } from '../../../server/application/booking/applyPayment'
import { linkTransfers } from '../../../server/application/integrity/exportedHeads'
import { examine, issuedInvoice, openThreeBills, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'
import { dropGuards, keyOf, tamper } from '../../support/tamper'
import { TAMPERINGS } from '../../support/tamperings'

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
      store.invoices.insert(
        issuedInvoice({ id: ports.ids.next(), orderNo: paid, householdId: first, amountFen: 111_663 }),
      ),
    )
    await linkTransfers(ports)
    // Of one payment the transfers still wait to be linked.
    await pay(ports, { company: 'baoji', householdId: late, amountFen: 100 })
    await dropGuards(ports, 'transfers', 'audit_log', 'ledger_links')
  })
  afterAll(() => ports.remove())

  /** A bank's payment of 1 fen more than is owed leaves a credit. */
  async function keepCredit(householdId: string): Promise<void> {
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
    expect(counts).toMatchObject({ bills: 3, payments: 6 })
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  })

  test.each(TAMPERINGS)(
    '$table, $column := $to where $where, is seen by $check',
    async ({ check, reportedOn, ...change }) => {
      const { key, row, outcome, checks } = await tamper(ports, { check, ...change })
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
    { table: 'transfers', where: "event = 'payment-suspended'", check: 'ledger-chain' },
    { table: 'transfers', where: "event = 'payment-applied' AND amount_fen = 100", check: 'waiting-to-be-linked' },
    { table: 'ledger_links', where: 'sequence = 1', check: 'ledger-chain' },
    { table: 'ledger_links', where: 'sequence = 2', check: 'transfer-linked' },
    { table: 'transfers_to_link', where: "company = 'baoji'", check: 'transfer-linked' },
    { table: 'bills', where: 'billed_fen = 223325', check: 'evidence' },
    { table: 'bill_applications', where: 'principal_fen > 0', check: 'bill-applied' },
    { table: 'payments', where: "outcome = 'applied'", check: 'evidence' },
    { table: 'payments', where: "outcome = 'suspense'", check: 'clearing-from-payments' },
    { table: 'suspense_items', where: "status = 'open'", check: 'suspense-item' },
    { table: 'audit_log', where: 'sequence = 2', check: 'audit-chain' },
  ])('a row taken out of $table where $where is missed by $check', async ({ table, where, check }) => {
    const [row] = await sql(`SELECT * FROM ${table} WHERE ${where} ORDER BY ${keyOf(table)} LIMIT 1`)
    await sql(`DELETE FROM ${table} WHERE ${keyOf(table)} = ?`, [row[keyOf(table)]])
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
