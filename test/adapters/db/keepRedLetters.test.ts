import { KeepRedLetters1700000000012 } from '../../../server/adapters/db/migrations/1700000000012-keepRedLetters'
import { HoldWhatIsInvoiced1700000000056 } from '../../../server/adapters/db/migrations/1700000000056-holdWhatIsInvoiced'
import { issuedInvoice, openThreeBills, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

onEachEngine('a database from before there were red letters', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  test('what is invoiced of each payment is held again when the schema comes up, also twice', async () => {
    const { writer } = ports.database
    const { first } = await openThreeBills(ports)
    const orderNo = await pay(ports, { householdId: first, amountFen: 10_000 })
    const failed = await pay(ports, { householdId: first, amountFen: 5_000 })
    await ports.database.transaction(async (store) => {
      await store.invoices.insert(issuedInvoice({ id: 'I1', orderNo, householdId: first, amountFen: 9_000 }))
      const other = issuedInvoice({ id: 'I2', orderNo: failed, householdId: first, amountFen: 5_000 })
      await store.invoices.insert({ ...other, number: null, state: 'failed' })
    })
    const kept = async () => ({
      parts: await writer.query('SELECT invoice_id, order_no, amount_fen FROM invoice_parts ORDER BY invoice_id'),
      held: (await writer.query('SELECT invoiced_fen AS fen FROM payments ORDER BY amount_fen')).map(
        ({ fen }: { fen: unknown }) => Number(fen),
      ),
    })
    const before = await kept()
    expect(before.held).toEqual([0, 9_000])
    const migration = new HoldWhatIsInvoiced1700000000056()
    const runner = writer.createQueryRunner()
    await migration.down(runner)
    await migration.up(runner)
    await migration.up(runner)
    expect(await kept()).toEqual(before)
    await runner.release()
  })

  test('down and up again: its invoices are blue ones, one of an order; the schema is right', async () => {
    const { writer } = ports.database
    const { first } = await openThreeBills(ports)
    const orderNo = await pay(ports, { householdId: first, amountFen: 10_000 })
    const invoice = issuedInvoice({ id: 'I1', orderNo, householdId: first, amountFen: 10_000 })
    await ports.database.transaction((store) => store.invoices.insert(invoice))
    const migration = new KeepRedLetters1700000000012()
    const runner = writer.createQueryRunner()
    await migration.down(runner)
    await expect(writer.query('SELECT kind FROM invoices')).rejects.toThrow()
    await migration.up(runner)
    expect(await ports.database.read.invoices.byOrder(orderNo)).toEqual(invoice)
    // What resolves duplicates (M3): one blue invoice of an order at a time, one red letter of an invoice, one of a refund.
    const insert = (changed: object) =>
      ports.database.transaction((store) =>
        store.invoices.insert({ ...invoice, id: ports.ids.next(), number: null, state: 'failed', ...changed }),
      )
    expect(await insert({})).toBe('duplicate')
    expect(await insert({ kind: 'red', reverses: 'I1', refundNo: 'RF1' })).toBe('inserted')
    expect(await insert({ kind: 'red', nth: 2, reverses: 'I1', refundNo: 'RF2' })).toBe('duplicate')
    expect(await insert({ kind: 'red', nth: 2, reverses: 'I2', refundNo: 'RF1' })).toBe('duplicate')
    expect(await insert({ nth: 2 })).toBe('inserted')
    const log = await writer.driver.createSchemaBuilder().log()
    expect(log.upQueries.map(({ query }) => query)).toEqual([])
    await runner.release()
  })
})
