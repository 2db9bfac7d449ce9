import { type QueryRunner, Table } from 'typeorm'
import { bytewiseCollation } from '../collation'
import { type Engine, tableColumn } from '../columns'
import { indexName, snake, type TableLayout, uniqueName } from '../entities/table'
import { isTaken, mayNotGuard } from '../errors'
import { GUARDED, GUARDED_STATEMENTS, guardOf } from '../guards'

const engineOf = (runner: QueryRunner): Engine =>
  runner.connection.options.type === 'better-sqlite3' ? 'sqlite' : 'mariadb'

/**
 * Creates a table with its indices, in the same words on both engines; unless it is there, from a migration that was cut
 * off half-way (MariaDB keeps each statement of it).
 */
export async function createTable(runner: QueryRunner, shape: TableLayout): Promise<void> {
  const engine = engineOf(runner)
  const table = new Table({
    name: shape.name,
    columns: Object.entries(shape.columns).map(([name, column]) => tableColumn(snake(name), column, engine)),
    indices: [
      ...(shape.uniques ?? []).map((of) => ({
        name: uniqueName(shape.name, of),
        columnNames: of.map(snake),
        isUnique: true,
      })),
      ...(shape.indices ?? []).map((of) => ({ name: indexName(shape.name, of), columnNames: of.map(snake) })),
    ],
  })
  try {
    await runner.createTable(table)
  } catch (error) {
    if (!isTaken(error)) throw error
  }
}

/**
 * The database itself refuses to change a row of the ledger (architecture.md, rule 5). An optional hardening: TiDB has no
 * triggers, and with a binary log an ordinary account may make none (toolchain.md). Then the migration goes on without;
 * `verify-ledger` and the server's start name the tables that are not guarded (guards.ts, which lists them all).
 */
export async function refuseChanges(runner: QueryRunner, table: string): Promise<void> {
  if (!GUARDED.includes(table)) throw new Error(`${table} is not in the list of guarded tables`)
  for (const deed of GUARDED_STATEMENTS) {
    try {
      await runner.query(guardOf(engineOf(runner), table, deed))
    } catch (error) {
      if (!mayNotGuard(error)) throw error
    }
  }
}

/** Identifiers are compared byte by byte (M5): the database's own collation says so, and every table takes it over. */
export async function compareByteByByte(runner: QueryRunner): Promise<void> {
  if (engineOf(runner) === 'sqlite') return
  const [{ name }] = await runner.query('SELECT DATABASE() AS name')
  await runner.query(`ALTER DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE ${await bytewiseCollation(runner)}`)
}
