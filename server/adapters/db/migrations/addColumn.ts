import { type QueryRunner, TableColumn } from 'typeorm'
import { type Column, tableColumn } from '../columns'
import { snake } from '../entities/table'

/** Adds a column to a table that is there already; its rows get the value given, or null. */
export async function addColumn(
  runner: QueryRunner,
  table: string,
  name: string,
  column: Column,
  value?: string,
): Promise<void> {
  const engine = runner.connection.options.type === 'better-sqlite3' ? 'sqlite' : 'mariadb'
  const wanted = tableColumn(snake(name), column, engine)
  const filled = value === undefined ? wanted : { ...wanted, default: `'${value}'` }
  await runner.addColumn(table, new TableColumn(filled))
  if (value !== undefined) await runner.changeColumn(table, snake(name), new TableColumn(wanted))
}
