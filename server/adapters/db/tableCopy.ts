import type { Sealing } from './columns'
import { openDatabase } from './database'
import { type DatabaseLocation, openDataSource, TABLES } from './dataSource'
import { snake } from './entities/table'
import { isMissingTable } from './errors'
import { migrations } from './migrations'
import { streamRows } from './streamRows'

/** A row as the engine keeps it: what is sealed stays sealed. The cells stand in the order of the table's columns. */
export type CopiedRow = readonly (string | number | null)[]

/** A table of today's schema, with its columns as the engine names them. */
export interface CopiedTable {
  name: string
  columns: readonly string[]
}

/** What belongs to this database and its neighbours only: the file that was exported, transactions under way, counts of an hour. */
const OWN = new Set(['anchors', 'commit_marks', 'request_counts'])

/** All tables but those, in the order in which they are copied. */
export const COPIED_TABLES: readonly CopiedTable[] = TABLES.filter(({ name }) => !OWN.has(name))
  .map(({ name, columns }) => ({
    name,
    columns: Object.keys(columns).map(snake),
  }))
  .sort((one, other) => (one.name < other.name ? -1 : 1))

/** The schema that the tables belong to: the names of all migrations, in order. */
export const SCHEMA: readonly string[] = migrations.map(({ name }) => name)

/**
 * Shows every row of every table as they all were at one moment, while others go on working; read only. A row is gone when
 * `visit` returns. Throws when the database lacks a table: one that was never started has nothing to copy.
 */
export async function copyTablesOut(
  place: DatabaseLocation,
  sealing: Sealing,
  visit: { table(table: CopiedTable): void; row(cells: CopiedRow): void; end(): void },
): Promise<void> {
  const source = await openDataSource(place, sealing, 'read')
  const runner = source.createQueryRunner()
  try {
    await runner.query(place.engine === 'sqlite' ? 'BEGIN' : 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY')
    for (const table of COPIED_TABLES) {
      visit.table(table)
      const columns = table.columns.map((column) => runner.manager.connection.driver.escape(column)).join(', ')
      await streamRows(runner.manager, `SELECT ${columns} FROM ${table.name}`, [], (row) =>
        visit.row(table.columns.map((column) => cellOf(row[column], `${table.name}.${column}`))),
      )
      visit.end()
    }
    await runner.query('ROLLBACK')
  } finally {
    await runner.release()
    await source.destroy()
  }
}

function cellOf(value: unknown, where: string): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'bigint') return value.toString()
  throw new Error(`${where} holds neither text nor number`)
}

/** A statement may have so many parameters, on the stricter engine. */
const MAX_PARAMETERS = 30_000
const MAX_ROWS = 500

/**
 * Makes the schema in an empty database and puts all rows into it, in one transaction. `occupied`, and nothing is changed, when
 * a table has rows already.
 */
export async function copyTablesIn(
  place: DatabaseLocation,
  sealing: Sealing,
  rowsOf: (table: CopiedTable) => AsyncIterable<CopiedRow>,
): Promise<{ outcome: 'copied'; rows: number } | { outcome: 'occupied'; table: string }> {
  const occupied = await firstOccupied(place, sealing)
  if (occupied !== undefined) return { outcome: 'occupied', table: occupied }
  const database = await openDatabase(place, sealing)
  try {
    let rows = 0
    await database.bulk(async (runner) => {
      rows = 0
      for (const table of COPIED_TABLES) {
        const names = table.columns.map((column) => runner.manager.connection.driver.escape(column)).join(', ')
        const one = `(${table.columns.map(() => '?').join(', ')})`
        const atOnce = Math.min(MAX_ROWS, Math.floor(MAX_PARAMETERS / table.columns.length))
        const put = async (some: readonly CopiedRow[]) => {
          if (some.length === 0) return
          const sql = `INSERT INTO ${table.name} (${names}) VALUES ${some.map(() => one).join(', ')}`
          await runner.query(sql, some.flat())
          rows += some.length
        }
        let waiting: CopiedRow[] = []
        for await (const row of rowsOf(table)) {
          waiting.push(row)
          if (waiting.length < atOnce) continue
          await put(waiting)
          waiting = []
        }
        await put(waiting)
      }
    })
    return { outcome: 'copied', rows }
  } finally {
    await database.close()
  }
}

/** The first table that has a row; a table that is not there has none. */
async function firstOccupied(place: DatabaseLocation, sealing: Sealing): Promise<string | undefined> {
  const source = await openDataSource(place, sealing, 'write')
  try {
    for (const { name } of COPIED_TABLES) {
      try {
        const found: unknown[] = await source.query(`SELECT 1 AS found FROM ${name} LIMIT 1`)
        if (found.length > 0) return name
      } catch (error) {
        if (!isMissingTable(error)) throw error
      }
    }
    return undefined
  } finally {
    await source.destroy()
  }
}
