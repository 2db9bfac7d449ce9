import { type QueryRunner, Table } from 'typeorm'
import { type Engine, tableColumn } from '../columns'
import { indexName, snake, type TableLayout, uniqueName } from '../entities/table'
import { isTaken } from '../errors'

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

/** The database itself refuses to change a row of the ledger (architecture.md, rule 5). An optional hardening: TiDB has no triggers. */
export async function refuseChanges(runner: QueryRunner, table: string): Promise<void> {
  for (const deed of ['UPDATE', 'DELETE']) {
    const name = `${table}_refuse_${deed.toLowerCase()}`
    if (engineOf(runner) === 'sqlite') {
      await runner.query(
        `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE ${deed} ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is insert-only'); END`,
      )
    } else {
      await runner.query(
        `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE ${deed} ON ${table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} is insert-only'`,
      )
    }
  }
}

/** Identifiers are compared byte by byte (M5): the database's own collation says so, and every table takes it over. */
export async function compareByteByByte(runner: QueryRunner): Promise<void> {
  if (engineOf(runner) === 'sqlite') return
  const [{ name }] = await runner.query('SELECT DATABASE() AS name')
  await runner.query(`ALTER DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
}
