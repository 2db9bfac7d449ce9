import { KeepFilesOrigins1700000000010 } from '../../../server/adapters/db/migrations/1700000000010-keepFilesOrigins'
import type { ChannelFileDay } from '../../../server/domain/reconciliation/channelFile'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const DAY: ChannelFileDay = { company: 'lanzhou', channel: 'wechat', bill: 'trade', date: '2026-11-20' }

onEachEngine('a database from before files had origins', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  test('down and up again: a day’s first file is in force, a later one waits; the schema is right', async () => {
    const { writer } = ports.database
    const migration = new KeepFilesOrigins1700000000010()
    const runner = writer.createQueryRunner()
    await migration.down(runner)
    await expect(writer.query('SELECT source FROM bill_files')).rejects.toThrow()
    const columns =
      'id, company, channel, bill, date, digest, version, status, path, row_count, total_fen, reason, received_at'
    for (const [id, version, status] of [
      ['A', 1, 'imported'],
      ['B', 2, 'imported'],
      ['C', null, 'quarantined'],
    ] as const) {
      await writer.query(
        `INSERT INTO bill_files (${columns}) VALUES (?, 'lanzhou', 'wechat', 'trade', ?, ?, ?, ?, 'p', 1, 100, NULL, 5)`,
        [id, DAY.date, id.repeat(64), version, status],
      )
    }
    await migration.up(runner)
    const files = await ports.database.read.channelFiles.ofDay(DAY)
    expect(files.map(({ id, status, source, receivedBy }) => [id, status, source, receivedBy])).toEqual([
      ['A', 'imported', 'cli', 'system'],
      ['B', 'awaiting', 'cli', 'system'],
      ['C', 'quarantined', 'cli', 'system'],
    ])
    const log = await writer.driver.createSchemaBuilder().log()
    expect(log.upQueries.map(({ query }) => query)).toEqual([])
    await runner.release()
  })
})
