import { type OpenDatabase, openDatabase } from '../../../server/adapters/db/database'
import { databaseLocationOf } from '../../../server/adapters/db/dataSource'
import { behindLease } from '../../../server/adapters/db/migrate'
import { type EmptyPlace, onEachEngine, testSealing } from '../../support/engines'
import { type NodeLine, openNodeLine } from '../../support/nodes'

test('several places of one database are read from its address', () => {
  const nodes = [
    { host: 'db1', port: 3306 },
    { host: '10.0.0.2', port: 3307 },
  ]
  const url = 'mysql://heat:p%40ss@db1/heatpay?x=1'
  expect(databaseLocationOf('mysql://heat:p%40ss@db1,10.0.0.2:3307/heatpay?x=1')).toEqual({
    engine: 'mariadb',
    url,
    nodes,
  })
  expect(databaseLocationOf('mariadb://heat@db1/heatpay')).toMatchObject({ url: 'mysql://heat@db1/heatpay' })
})

onEachEngine(
  'a database of several nodes',
  (newPlace) => {
    let place: EmptyPlace
    let lines: NodeLine[]
    let database: OpenDatabase
    beforeEach(async () => {
      place = await newPlace()
      lines = [await openNodeLine(place.databaseUrl), await openNodeLine(place.databaseUrl)]
      const url = new URL(place.databaseUrl)
      const several = `mysql://${url.username}@${lines.map((line) => line.place).join(',')}${url.pathname}`
      database = await openDatabase(databaseLocationOf(several), testSealing)
    })
    afterEach(async () => {
      for (const line of lines) line.up()
      await database.close()
      for (const line of lines) await line.close()
      await place.remove()
    })

    let taken = 0
    const write = () => database.transaction((store) => store.sequences.next('lanzhou', 'nodes')).then(() => ++taken)
    const count = async () => {
      const [row] = await database.writer.query("SELECT last FROM sequences WHERE space = 'nodes'")
      return Number(row?.last ?? 0)
    }

    test('goes on through the second when the first is gone, and back when it is there again', async () => {
      taken = 0
      await write()
      lines[0]?.down()
      await Promise.all(Array.from({ length: 20 }, write))
      expect(await count()).toBeGreaterThanOrEqual(taken)
      expect(await database.answers()).toBe(true)
      lines[0]?.up()
      const before = lines[0]?.came() ?? 0
      // Looked at every 0.7 s by one connection; gone back to by those of the work.
      for (let looks = 0; looks < 300 && (lines[0]?.came() ?? 0) < before + 3; looks++) {
        await Promise.all(Array.from({ length: 4 }, write))
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      expect(lines[0]?.came()).toBeGreaterThanOrEqual(before + 3)
    }, 120_000)

    test('a node that is frozen is left, with what was under way on it done again', async () => {
      taken = 0
      await write()
      lines[0]?.freeze()
      await Promise.all(Array.from({ length: 20 }, write))
      expect(await count()).toBeGreaterThanOrEqual(taken)
      expect(await database.answers()).toBe(true)
    }, 120_000)

    test('one works behind a lease at a time; a dead one’s is free when it is over', async () => {
      const runners = Array.from({ length: 3 }, () => database.writer.createQueryRunner())
      let [inside, most, done] = [0, 0, 0]
      const work = async () => {
        inside += 1
        most = Math.max(most, inside)
        await new Promise((resolve) => setTimeout(resolve, 50))
        inside -= 1
        done += 1
      }
      await Promise.all(runners.map((runner) => behindLease(runner, work)))
      expect([most, done]).toEqual([1, 3])
      const now = 'UNIX_TIMESTAMP()'
      await database.writer.query(`UPDATE migration_leases SET holder = 'dead', held_until = ${now} + 1`)
      const began = performance.now()
      await Promise.all(runners.map((runner) => behindLease(runner, work)))
      expect(performance.now() - began).toBeGreaterThan(900)
      expect([most, done]).toEqual([1, 6])
      for (const runner of runners) await runner.release()
    }, 120_000)

    test('when all are gone a probe is told so', async () => {
      for (const line of lines) line.down()
      expect(await database.answers()).toBe(false)
    }, 120_000)
  },
  ['mariadb'],
)
