import { KeepSettlements1700000000006 } from '../../../server/adapters/db/migrations/1700000000006-keepSettlements'
import { onEachEngine } from '../../support/engines'
import { withBill } from '../../support/households'
import { openPorts, type StoryPorts } from '../../support/ports'

onEachEngine('a database from before there were settlements', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  test('down and up again: its bills are season bills; the schema is right', async () => {
    const { writer } = ports.database
    const home = await withBill(ports as never, { company: 'binzhou', userCode: '37160001' }, '2025-2026', '2025-11-14')
    const migration = new KeepSettlements1700000000006()
    const runner = writer.createQueryRunner()
    await migration.down(runner)
    await expect(writer.query('SELECT kind FROM bills')).rejects.toThrow()
    await migration.up(runner)
    expect(await ports.database.read.bills.byHousehold(home.id)).toMatchObject([{ kind: 'season', billedFen: 196_526 }])
    expect(await ports.database.read.households.byId(home.id)).toMatchObject({ bankCard: null })
    const log = await writer.driver.createSchemaBuilder().log()
    expect(log.upQueries.map(({ query }) => query)).toEqual([])
    await runner.release()
  })

  test('a step, a reading and a publication cannot be changed, by the database itself', async () => {
    const { writer } = ports.database
    for (const table of ['meter_readings', 'settlement_steps', 'publications']) {
      const { columns } = writer.getMetadata(table)
      const names = columns.map(({ databaseName }) => databaseName)
      const values = columns.map(({ databaseName, type }) =>
        type === 'varchar' || type === 'text' ? databaseName.slice(0, 4) : 1,
      )
      const quoted = names.map((name) => `${writer.driver.escape(name)}`).join(', ')
      await writer.query(`INSERT INTO ${table} (${quoted}) VALUES (${names.map(() => '?').join(', ')})`, values)
      await expect(writer.query(`UPDATE ${table} SET ${writer.driver.escape('company')} = 'x'`)).rejects.toThrow(
        /insert-only/,
      )
      await expect(writer.query(`DELETE FROM ${table}`)).rejects.toThrow(/insert-only/)
    }
  })
})
