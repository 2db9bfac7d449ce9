import { KeepChannelClaims1700000000016 } from '../../../server/adapters/db/migrations/1700000000016-keepChannelClaims'
import { claimOf } from '../../support/channelClaims'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

onEachEngine('a database from before claims were kept by themselves', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  test('put up, its claims are the ledger’s, all open, and the schema is what the entities say', async () => {
    const { writer, read } = ports.database
    const on = ports.clock.today()
    const differenceId = await ports.database.transaction((store) =>
      claimOf(store, ports, { company: 'lanzhou', amountFen: 60_000, on }),
    )
    const [made] = await read.channelClaims.ofDifference(differenceId)
    const migration = new KeepChannelClaims1700000000016()
    const runner = writer.createQueryRunner()
    await migration.down(runner)
    await expect(writer.query('SELECT id FROM channel_claims')).rejects.toThrow()
    await migration.up(runner)
    // Once more, as after a crash half-way: MariaDB keeps each statement of it.
    await migration.up(runner)
    const { openedAt: _, ...same } = made ?? { openedAt: 0 }
    expect(await read.channelClaims.open('lanzhou')).toMatchObject([same])
    const log = await writer.driver.createSchemaBuilder().log()
    expect(log.upQueries.map(({ query }) => query)).toEqual([])
    await runner.release()
  })
})
