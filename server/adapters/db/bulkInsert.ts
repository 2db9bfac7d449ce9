import type { EntityManager, ObjectLiteral } from 'typeorm'

/** The part of better-sqlite3 that is used here. */
interface SqliteConnection {
  prepare(sql: string): { run(...values: unknown[]): unknown }
}

/** So many rows go to MariaDB in one statement. */
const ROWS_AT_ONCE = 500

/**
 * Inserts rows with the driver's own statements, within the manager's transaction. The query builder writes a statement of
 * thousands of parameters anew for each few hundred rows, which takes several times as long (toolchain.md).
 */
export async function bulkInsert<T extends ObjectLiteral>(
  manager: EntityManager,
  table: string,
  rows: readonly T[],
): Promise<void> {
  const { connection } = manager
  const { driver } = connection
  const { columns, tableName } = connection.getMetadata(table)
  const valuesOf = (row: T): unknown[] =>
    columns.map((column) => driver.preparePersistentValue(row[column.propertyName] ?? null, column))
  const names = columns.map((column) => driver.escape(column.databaseName)).join(', ')
  const places = `(${columns.map(() => '?').join(', ')})`
  const insertInto = `INSERT INTO ${driver.escape(tableName)} (${names}) VALUES `

  if (connection.options.type === 'better-sqlite3') {
    const { databaseConnection } = driver as unknown as { databaseConnection: SqliteConnection }
    const statement = databaseConnection.prepare(insertInto + places)
    for (const row of rows) statement.run(...valuesOf(row))
    return
  }
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const chunk = rows.slice(at, at + ROWS_AT_ONCE)
    await manager.query(insertInto + chunk.map(() => places).join(', '), chunk.flatMap(valuesOf))
  }
}
