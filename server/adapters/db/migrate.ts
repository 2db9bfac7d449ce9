import type { DataSource } from 'typeorm'
import { isPassing } from './errors'
import { migrations } from './migrations'

/** How long a process waits for another one's migrations, and how often it looks. */
const MAX_WAIT_MS = 600_000
const LOOK_EVERY_MS = 50

/**
 * Runs the migrations that a database lacks, in one process at a time: several that start at once wait for the first, and
 * find nothing left to do. On SQLite all of them are one transaction; MariaDB commits each statement that changes a table,
 * so there every migration can be run again after it was cut off half-way. Throws when another process is at it for more
 * than ten minutes.
 */
export async function migrate(writer: DataSource): Promise<void> {
  if (await isMigrated(writer)) return
  if (writer.options.type === 'better-sqlite3') await inOneTransaction(writer)
  else await behindLock(writer)
}

/** Whether all that this software knows has run; a newer software's migrations do not trouble an older one. */
async function isMigrated(writer: DataSource): Promise<boolean> {
  const done: { name: string }[] = await writer.query('SELECT name FROM migrations').catch(() => [])
  const names = new Set(done.map(({ name }) => name))
  return migrations.every(({ name }) => names.has(name))
}

/** The file's one writer holds all others off. They look again now and then: SQLite's own waiting would stop the process. */
async function inOneTransaction(writer: DataSource): Promise<void> {
  const [{ timeout }] = await writer.query('PRAGMA busy_timeout')
  await writer.query('PRAGMA busy_timeout = 0')
  try {
    for (let look = 1; ; look++) {
      const busy = await begun(writer)
      if (busy === undefined) break
      if (look >= MAX_WAIT_MS / LOOK_EVERY_MS) throw busy
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
  } finally {
    await writer.query(`PRAGMA busy_timeout = ${Number(timeout)}`)
  }
  try {
    await writer.runMigrations({ transaction: 'none' })
    await writer.query('COMMIT')
  } catch (error) {
    await writer.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Begins to write; gives the error when another process does. */
async function begun(writer: DataSource): Promise<unknown> {
  try {
    await writer.query('BEGIN IMMEDIATE')
    return undefined
  } catch (error) {
    if (!isPassing(error)) throw error
    return error
  }
}

/** A named lock on a connection of its own: it falls with the connection, however the process ends. */
async function behindLock(writer: DataSource): Promise<void> {
  const runner = writer.createQueryRunner()
  const name = "CONCAT('heatpay ', SHA1(DATABASE()))"
  try {
    const [{ taken }] = await runner.query(`SELECT GET_LOCK(${name}, ${MAX_WAIT_MS / 1000}) AS taken`)
    if (Number(taken) !== 1) throw new Error('another process has been migrating this database for ten minutes')
    await writer.runMigrations({ transaction: 'each' })
  } finally {
    await runner.query(`SELECT RELEASE_LOCK(${name})`).catch(() => undefined)
    await runner.release()
  }
}
