import type { EntityManager, ObjectLiteral } from 'typeorm'
import type { TableShape } from './entities/table'

/**
 * Many rows in few statements, with the driver's own, within the manager's transaction: the query builder writes a statement of
 * thousands of parameters again for each few hundred rows, which takes several times as long (toolchain.md). Columns and their
 * values are TypeORM's own.
 */

/** The part of better-sqlite3 that is used here: a statement that is prepared once, and run for each row. */
interface SqliteConnection {
  prepare(sql: string): { run(...values: unknown[]): { changes: number } }
}

/** So many rows go to MariaDB in one statement. */
const ROWS_AT_ONCE = 500

const sqliteOf = ({ connection }: EntityManager): SqliteConnection | undefined =>
  connection.options.type === 'better-sqlite3'
    ? (connection.driver as unknown as { databaseConnection: SqliteConnection }).databaseConnection
    : undefined

function layoutOf({ connection }: EntityManager, table: string) {
  const { driver } = connection
  const { columns, tableName } = connection.getMetadata(table)
  return {
    columns,
    name: driver.escape(tableName),
    insertInto: `INSERT INTO ${driver.escape(tableName)} (${columns.map(({ databaseName }) => driver.escape(databaseName)).join(', ')}) VALUES `,
    places: `(${columns.map(() => '?').join(', ')})`,
    valuesOf: (row: ObjectLiteral): unknown[] =>
      columns.map((column) => driver.preparePersistentValue(row[column.propertyName] ?? null, column)),
  }
}

function chunks<T>(rows: readonly T[]): (readonly T[])[] {
  const found: (readonly T[])[] = []
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) found.push(rows.slice(at, at + ROWS_AT_ONCE))
  return found
}

/** Inserts rows; one that is there already is an error. */
export async function bulkInsert<T extends ObjectLiteral>(
  manager: EntityManager,
  table: string,
  rows: readonly T[],
): Promise<void> {
  if (rows.length === 0) return
  const { insertInto, places, valuesOf } = layoutOf(manager, table)
  const sqlite = sqliteOf(manager)
  if (sqlite) {
    const statement = sqlite.prepare(insertInto + places)
    for (const row of rows) statement.run(...valuesOf(row))
    return
  }
  for (const chunk of chunks(rows))
    await manager.query(insertInto + chunk.map(() => places).join(', '), chunk.flatMap(valuesOf))
}

/** Inserts those rows whose keys are not there yet, whichever copy came first (M3); gives the ids of those that were new. */
export async function insertNew<T extends ObjectLiteral>(
  manager: EntityManager,
  table: TableShape<T>,
  rows: readonly T[],
  id: keyof T & string,
): Promise<Set<unknown>> {
  const { insertInto, places, valuesOf } = layoutOf(manager, table.name)
  const sqlite = sqliteOf(manager)
  if (sqlite) {
    const statement = sqlite.prepare(`${insertInto}${places} ON CONFLICT DO NOTHING`)
    return new Set(rows.filter((row) => statement.run(...valuesOf(row)).changes === 1).map((row) => row[id]))
  }
  for (const chunk of chunks(rows)) {
    // Not IGNORE, which would cut what is too long instead of refusing it.
    const insert = `${insertInto}${chunk.map(() => places).join(', ')} ON DUPLICATE KEY UPDATE ${id} = ${id}`
    await manager.query(insert, chunk.flatMap(valuesOf))
  }
  const there = await selectIn(
    manager,
    table,
    id,
    rows.map((row) => row[id]),
    { columns: [id] },
  )
  return new Set(there.map((row) => row[id]))
}

/** What to read of rows: these columns only, and only where others have these values. */
interface Reading<T, Column extends keyof T> {
  columns?: readonly Column[]
  where?: Partial<T>
}

/** Reads the rows that have one of these values in a column, in no order. */
export async function selectIn<T extends ObjectLiteral, Column extends keyof T & string = keyof T & string>(
  manager: EntityManager,
  table: TableShape<T>,
  column: keyof T & string,
  values: readonly unknown[],
  { columns: wanted, where = {} }: Reading<T, Column> = {},
): Promise<Pick<T, Column>[]> {
  const { driver } = manager.connection
  const { columns, name } = layoutOf(manager, table.name)
  const read = wanted ? columns.filter(({ propertyName }) => wanted.some((one) => one === propertyName)) : columns
  const named = (property: string) =>
    driver.escape(columns.find(({ propertyName }) => propertyName === property)?.databaseName ?? property)
  const fixed = Object.entries(where)
  const found: Pick<T, Column>[] = []
  for (const chunk of chunks(values)) {
    const conditions = [
      ...fixed.map(([property]) => `${named(property)} = ?`),
      `${named(column)} IN (${chunk.map(() => '?').join(', ')})`,
    ]
    const raw: ObjectLiteral[] = await manager.query(
      `SELECT ${read.map(({ databaseName }) => driver.escape(databaseName)).join(', ')} FROM ${name} WHERE ${conditions.join(' AND ')}`,
      [...fixed.map(([, value]) => value), ...chunk],
    )
    for (const row of raw) {
      const hydrated = read.map((one) => [one.propertyName, driver.prepareHydratedValue(row[one.databaseName], one)])
      found.push(Object.fromEntries(hydrated) as Pick<T, Column>)
    }
  }
  return found
}

/** A guarded update of many rows, each by its own values: in SQL `t` is the row and `v` the values. */
export interface GuardedUpdate {
  /** Column and what it becomes, e.g. `version: 't.version + v.raised'`. */
  set: Readonly<Record<string, string>>
  /** Which row it is, and what must hold of it, e.g. `t.id = v.id AND t.version = v.version`. */
  where: string
}

/**
 * Updates each row by its own values where its guard holds, and gives how many rows that were (M2): the caller compares it with
 * how many there should be. The values must be in the same order in each of `rows`.
 */
export async function updateEach(
  manager: EntityManager,
  table: string,
  { set, where }: GuardedUpdate,
  rows: readonly Readonly<Record<string, string | number | null>>[],
): Promise<number> {
  const [first] = rows
  if (!first) return 0
  const { name } = layoutOf(manager, table)
  const sqlite = sqliteOf(manager)
  const changes = Object.entries(set)
  if (sqlite) {
    const valued = (sql: string) => sql.replace(/\bv\./g, '@')
    const assigned = changes.map(([column, value]) => `${column} = ${valued(value)}`).join(', ')
    const statement = sqlite.prepare(`UPDATE ${name} AS t SET ${assigned} WHERE ${valued(where)}`)
    return rows.reduce((sum, row) => sum + statement.run(row).changes, 0)
  }
  const named = Object.keys(first).map((value) => `? AS ${value}`)
  const assigned = changes.map(([column, value]) => `t.${column} = ${value}`).join(', ')
  let updated = 0
  for (const chunk of chunks(rows)) {
    const values = chunk.map((_, at) => `SELECT ${at === 0 ? named.join(', ') : named.map(() => '?').join(', ')}`)
    const { affectedRows } = await manager.query(
      `UPDATE (${values.join(' UNION ALL ')}) v STRAIGHT_JOIN ${name} t ON ${where} SET ${assigned}`,
      chunk.flatMap((row) => Object.values(row)),
    )
    updated += affectedRows
  }
  return updated
}
