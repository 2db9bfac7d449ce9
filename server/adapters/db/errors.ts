import type { Logger } from 'typeorm'
import { DatabaseAway } from '../../application/ports/database'

/** What the engines say when a guard, a key or the network stops a statement. */

interface DriverError {
  code?: string
  errno?: number
  message?: string
  /** The driver's word for an error after which its connection is of no use. */
  fatal?: boolean
  driverError?: { code?: string; errno?: number; message?: string; fatal?: boolean }
}

const driverOf = (error: unknown) => {
  const outer = (error ?? {}) as DriverError
  const inner = outer.driverError ?? outer
  const fatal = (inner.fatal ?? outer.fatal) === true
  return { code: inner.code ?? outer.code, errno: inner.errno ?? outer.errno, message: inner.message ?? '', fatal }
}

/** The row is there already: MySQL 1062, SQLite's unique and primary-key constraints (toolchain.md). */
export function isDuplicate(error: unknown): boolean {
  const { code, errno } = driverOf(error)
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}

/** A table of that name is there already: MySQL 1050, and what SQLite says. */
export function isTaken(error: unknown): boolean {
  const { errno, message } = driverOf(error)
  return errno === 1050 || /^table .+ already exists$/.test(message)
}

/** There is no table of that name: MySQL 1146, and what SQLite says. */
export function isMissingTable(error: unknown): boolean {
  const { errno, message } = driverOf(error)
  return errno === 1146 || /^no such table: /.test(message)
}

/** What stops an account, or a kind of server, from making a trigger. */
const NO_TRIGGERS = new Set([
  1419, // a binary log, and no SUPER
  1142, // no TRIGGER on the table
  1227, // another privilege that is missing
  1064, // TiDB: not in its language
  1235, // not supported
])

/** The database does not let this account make triggers: a hardening that is left out (toolchain.md). */
export function mayNotGuard(error: unknown): boolean {
  const { errno } = driverOf(error)
  return errno !== undefined && NO_TRIGGERS.has(errno)
}

const PASSING_ERRNO = new Set([
  1213, // deadlock
  1205, // lock wait time-out
  1020, // record has changed since last read
  1047, // Galera: node not ready
  1180, // error during COMMIT (certification)
  1317, // Galera: a statement gave way to another node's
  1927, // connection was killed
])

const LOST_CONNECTION = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'ER_SERVER_SHUTDOWN',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_LOCKED',
])

/** Trying the whole transaction again may help (M4). */
export function isPassing(error: unknown): boolean {
  const { code, errno, fatal } = driverOf(error)
  if (code === AWAY) return false
  // Without a code: a statement for a connection that has been closed meanwhile.
  if (code === undefined) return fatal || (errno !== undefined && PASSING_ERRNO.has(errno))
  return (errno !== undefined && PASSING_ERRNO.has(errno)) || LOST_CONNECTION.has(code)
}

/** The code of our own error while no node of the database answers (nodes.ts): nothing is asked, and nothing tried again. */
const AWAY = 'DATABASE_AWAY'

/** What a connection is refused with while no node answers. */
export const awayError = () => Object.assign(new Error('the database does not answer'), { code: AWAY, fatal: true })

const NOT_SERVING = new Set([
  1040, // too many connections
  1047, // Galera: node not ready
  1053, // shut down meanwhile
  1927, // connection was killed
])

/** SQLite's file is there or is not; being busy is no absence. */
const isLost = (code: string) => code === AWAY || (LOST_CONNECTION.has(code) && !code.startsWith('SQLITE_'))

/** Gives what the application is told: DatabaseAway in place of what an absent server makes of a statement, else the error as it is. */
export function asAway(error: unknown): unknown {
  const { code, errno, fatal } = driverOf(error)
  const away = (errno !== undefined && NOT_SERVING.has(errno)) || (code === undefined ? fatal : isLost(code))
  return away ? new DatabaseAway(error) : error
}

const nothing = (): void => undefined

/** TypeORM would report migrations on standard output, where only answers belong (contract.md, Commands). */
export const silentLogger: Logger = {
  logQuery: nothing,
  logQueryError: nothing,
  logQuerySlow: nothing,
  logSchemaBuild: nothing,
  logMigration: nothing,
  log: nothing,
}
