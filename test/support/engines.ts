import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import mysql from 'mysql2/promise'
import { type OpenDatabase, openDatabase } from '../../server/adapters/db/database'
import { type DatabaseLocation, databaseLocationOf } from '../../server/adapters/db/dataSource'
import { keepTestKey, testSealing } from './sealing'
import { fillMariadb, fillSqlite } from './templates'

export { testSealing } from './sealing'

/** An empty place for one test's data, and how to clear it away. */
export interface EmptyPlace {
  place: DatabaseLocation
  databaseUrl: string
  folder: string
  remove(): Promise<void>
}

const mariadbUrl = process.env.TEST_MARIADB_URL

/** Makes an empty place; a `bare` one has no tables yet. */
export type NewPlace = (how?: 'bare') => Promise<EmptyPlace>

/** An empty place on one engine. */
export async function emptyPlace(engine: 'sqlite' | 'mariadb', how?: 'bare'): Promise<EmptyPlace> {
  const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-test-'))
  if (engine === 'sqlite') {
    const databaseUrl = path.join(folder, 'heatpay.sqlite')
    if (how !== 'bare') await fillSqlite(databaseUrl)
    return {
      place: databaseLocationOf(databaseUrl),
      databaseUrl,
      folder,
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    }
  }
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = await mysql.createConnection(`${mariadbUrl}/mysql`)
  await admin.query(`CREATE DATABASE ${name}`)
  await admin.end()
  if (how !== 'bare') await fillMariadb(mariadbUrl ?? '', name)
  const databaseUrl = `${mariadbUrl}/${name}`
  return {
    place: databaseLocationOf(databaseUrl),
    databaseUrl,
    folder,
    async remove() {
      const last = await mysql.createConnection(`${mariadbUrl}/mysql`)
      await dropDatabase(last, name)
      await last.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** MariaDB's word for a folder that has a file in it still. */
const NOT_EMPTY = 'ER_DB_DROP_RMDIR'

/** Drops a story's database; what a busy server still has in its folder goes with the server's data at the end of the run. */
async function dropDatabase(connection: mysql.Connection, name: string): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    try {
      await connection.query(`DROP DATABASE IF EXISTS ${name}`)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== NOT_EMPTY) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  console.warn(`the tables of ${name} are dropped, its folder is left`)
}

/** Tells the same story on SQLite and on MariaDB, or on those named; without a MariaDB its telling says loudly that it was skipped. */
export function onEachEngine(
  story: string,
  tell: (newPlace: NewPlace) => void,
  engines: readonly ('sqlite' | 'mariadb')[] = ['sqlite', 'mariadb'],
): void {
  for (const engine of engines) {
    const title = `${story} [${engine}]`
    if (engine === 'mariadb' && !mariadbUrl) {
      if (process.env.REQUIRE_ALL_SUITES === '1') {
        test(title, () => {
          throw new Error('this suite needs a MariaDB: run it through `npm test` on a machine that has one')
        })
      } else {
        console.warn(`SKIPPED (no MariaDB on this machine): ${title}`)
        describe.skip(title, () => tell((how) => emptyPlace(engine, how)))
      }
      continue
    }
    describe(title, () => tell((how) => emptyPlace(engine, how)))
  }
}

/** A new, empty, migrated database; `remove` closes it and clears it away. */
export async function openEmpty(
  newPlace: () => Promise<EmptyPlace>,
): Promise<{ database: OpenDatabase; place: EmptyPlace; remove(): Promise<void> }> {
  const place = await newPlace()
  keepTestKey(place.folder)
  const database = await openDatabase(place.place, testSealing)
  return {
    database,
    place,
    async remove() {
      await database.close()
      await place.remove()
    },
  }
}
