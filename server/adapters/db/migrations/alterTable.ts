import { type QueryRunner, TableIndex } from 'typeorm'
import { indexName, snake, type TableLayout, uniqueName } from '../entities/table'
import { addColumn } from './addColumn'

/** Adds a column of a newer shape; rows that are there already get the value given, later ones none by default. */
export async function addColumnOf(
  runner: QueryRunner,
  shape: TableLayout,
  name: string,
  value?: string,
): Promise<void> {
  const column = shape.columns[name]
  if (!column) throw new Error(`${shape.name} has no ${name}`)
  await addColumn(runner, shape.name, name, column, value)
}

/** Makes a unique index of these columns, unless it is there. */
export async function addUnique(runner: QueryRunner, { name }: TableLayout, columns: string[]): Promise<void> {
  await addIndexNamed(runner, name, uniqueName(name, columns), columns, true)
}

/** Makes an index of these columns, unless it is there. */
export async function addIndex(runner: QueryRunner, { name }: TableLayout, columns: string[]): Promise<void> {
  await addIndexNamed(runner, name, indexName(name, columns), columns, false)
}

/** Takes a unique index away, if it is there. */
export async function dropUnique(runner: QueryRunner, { name }: TableLayout, columns: string[]): Promise<void> {
  await dropIndexNamed(runner, name, uniqueName(name, columns))
}

/** Takes an index away, if it is there. */
export async function dropIndex(runner: QueryRunner, { name }: TableLayout, columns: string[]): Promise<void> {
  await dropIndexNamed(runner, name, indexName(name, columns))
}

async function indicesOf(runner: QueryRunner, table: string): Promise<Set<string | undefined>> {
  return new Set((await runner.getTable(table))?.indices.map(({ name }) => name))
}

async function addIndexNamed(
  runner: QueryRunner,
  table: string,
  name: string,
  columns: string[],
  isUnique: boolean,
): Promise<void> {
  if ((await indicesOf(runner, table)).has(name)) return
  await runner.createIndex(table, new TableIndex({ name, columnNames: columns.map(snake), isUnique }))
}

async function dropIndexNamed(runner: QueryRunner, table: string, name: string): Promise<void> {
  if ((await indicesOf(runner, table)).has(name)) await runner.dropIndex(table, name)
}
