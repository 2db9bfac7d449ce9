import type { EntityManager } from 'typeorm'

interface SqliteStatement {
  iterate(...parameters: unknown[]): IterableIterator<Record<string, unknown>>
}

/** The part of better-sqlite3 that is used here: TypeORM itself only gives all rows at once. */
interface SqliteConnection {
  prepare(sql: string): SqliteStatement
}

/** A day is read by thousands of pages of one statement: each text is prepared once. */
const prepared = new WeakMap<SqliteConnection, Map<string, SqliteStatement>>()

function statementOf(connection: SqliteConnection, sql: string): SqliteStatement {
  const known = prepared.get(connection) ?? new Map<string, SqliteStatement>()
  prepared.set(connection, known)
  const statement = known.get(sql) ?? connection.prepare(sql)
  known.set(sql, statement)
  return statement
}

/**
 * Shows the rows of a query one by one as the driver gives them, so that a million of them are never in memory together.
 * `?` stands for parameters, in order. On SQLite nothing else runs until it is done.
 */
export async function streamRows(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
  visit: (row: Record<string, unknown>) => void,
): Promise<void> {
  const { connection } = manager
  if (connection.options.type === 'better-sqlite3') {
    const { databaseConnection } = connection.driver as unknown as { databaseConnection: SqliteConnection }
    for (const row of statementOf(databaseConnection, sql).iterate(...parameters)) visit(row)
    return
  }
  // Within a transaction its own connection, else one for this query alone.
  const runner = manager.queryRunner ?? connection.createQueryRunner()
  try {
    for await (const row of await runner.stream(sql, [...parameters])) visit(row as Record<string, unknown>)
  } finally {
    if (runner !== manager.queryRunner) await runner.release()
  }
}

interface MysqlQuery {
  on(event: 'result', told: (cells: unknown[]) => void): MysqlQuery
  on(event: 'error', told: (error: Error) => void): MysqlQuery
  on(event: 'end', told: () => void): MysqlQuery
}

/** The part of a mysql2 connection that is used here. */
interface MysqlConnection {
  query(options: { sql: string; values: readonly unknown[]; rowsAsArray: true }): MysqlQuery
}

/**
 * Shows the rows of a query as the cells that were asked for, in order; MariaDB only, where a stream of objects takes
 * three times as long.
 */
export async function streamCells(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
  visit: (cells: unknown[]) => void,
): Promise<void> {
  const runner = manager.queryRunner ?? manager.connection.createQueryRunner()
  try {
    const connection = (await runner.connect()) as MysqlConnection
    await new Promise<void>((resolve, reject) => {
      let fault: unknown
      connection
        .query({ sql, values: parameters, rowsAsArray: true })
        .on('result', (cells) => {
          if (fault !== undefined) return
          try {
            visit(cells)
          } catch (error) {
            // The rows that are still on their way must be read before the line can be used again.
            fault = error
          }
        })
        .on('error', reject)
        .on('end', () => (fault === undefined ? resolve() : reject(fault)))
    })
  } finally {
    if (runner !== manager.queryRunner) await runner.release()
  }
}
