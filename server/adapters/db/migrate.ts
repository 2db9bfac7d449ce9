import type { DataSource, QueryRunner } from 'typeorm'
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
export async function isMigrated(writer: DataSource): Promise<boolean> {
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

const tooLong = () => new Error('another process has been migrating this database for ten minutes')

/** A named lock on a connection of its own: it falls with the connection, however the process ends. It holds on one node. */
async function behindLock(writer: DataSource): Promise<void> {
  const runner = writer.createQueryRunner()
  const name = "CONCAT('heatpay ', SHA1(DATABASE()))"
  try {
    const [{ taken }] = await runner.query(`SELECT GET_LOCK(${name}, ${MAX_WAIT_MS / 1000}) AS taken`)
    if (Number(taken) !== 1) throw tooLong()
    const run = () => writer.runMigrations({ transaction: 'each' })
    await ((await isCluster(runner)) ? behindLease(runner, run) : run())
  } finally {
    await runner.query(`SELECT RELEASE_LOCK(${name})`).catch(() => undefined)
    await runner.release()
  }
}

/** Whether the server is a node of a Galera cluster. */
async function isCluster(runner: QueryRunner): Promise<boolean> {
  const [wsrep]: { Value: string }[] = await runner.query("SHOW GLOBAL VARIABLES LIKE 'wsrep_on'")
  return wsrep?.Value === 'ON'
}

/** So long a lease holds without being renewed, in seconds, and how often it is renewed. */
const LEASE_SECONDS = 30
const RENEW_EVERY_MS = 10_000

/**
 * Works behind a lease, which holds on every node of a cluster: a row that is changed under a guard (M2), renewed while the work
 * goes on, and free again half a minute after its holder died. Throws after ten minutes of waiting.
 */
export async function behindLease<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  await runner.query(
    'CREATE TABLE IF NOT EXISTS migration_leases (id INT PRIMARY KEY, holder VARCHAR(36) NOT NULL, held_until BIGINT NOT NULL)',
  )
  await runner.query("INSERT IGNORE INTO migration_leases (id, holder, held_until) VALUES (1, '', 0)")
  const [{ holder }] = await runner.query('SELECT UUID() AS holder')
  const take = async (): Promise<boolean> => {
    const { affectedRows } = await runner.query(
      `UPDATE migration_leases SET holder = ?, held_until = UNIX_TIMESTAMP() + ?
        WHERE id = 1 AND (holder = ? OR held_until < UNIX_TIMESTAMP())`,
      [holder, LEASE_SECONDS, holder],
    )
    return affectedRows === 1
  }
  // Another node may have been faster in the same moment: then this one is certified away.
  const taken = () => take().catch((error) => (isPassing(error) ? false : Promise.reject(error)))
  for (let look = 1; !(await taken()); look++) {
    if (look >= MAX_WAIT_MS / LOOK_EVERY_MS) throw tooLong()
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  const renewing = setInterval(() => void taken(), RENEW_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(renewing)
    await runner.query('UPDATE migration_leases SET held_until = 0 WHERE holder = ?', [holder])
  }
}
