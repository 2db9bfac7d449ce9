import type { Logger } from 'typeorm'

/** What the engines say when a guard, a key or the network stops a statement. */

interface DriverError {
  code?: string
  errno?: number
  message?: string
  driverError?: { code?: string; errno?: number; message?: string }
}

const driverOf = (error: unknown) => {
  const outer = (error ?? {}) as DriverError
  const inner = outer.driverError ?? outer
  return { code: inner.code ?? outer.code, errno: inner.errno ?? outer.errno, message: inner.message ?? '' }
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
  const { code, errno } = driverOf(error)
  return (errno !== undefined && PASSING_ERRNO.has(errno)) || (code !== undefined && LOST_CONNECTION.has(code))
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
