import { type QueryRunner, TableColumn } from 'typeorm'
import { type Column, tableColumn } from '../columns'
import { snake } from '../entities/table'

/**
 * Adds a column to a table that is there already, unless it has it; its rows get the value given, or null. Later ones get
 * none by default.
 */
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
  if (!(await runner.hasColumn(table, wanted.name))) await runner.addColumn(table, new TableColumn(filled))
  if (value !== undefined) await runner.changeColumn(table, wanted.name, new TableColumn(wanted))
}
