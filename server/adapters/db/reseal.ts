import type { DataSource, QueryRunner } from 'typeorm'
import { type ColumnKind, isSealed, type Sealing } from './columns'
import type { OpenDatabase } from './database'
import { engineOf, TABLES } from './dataSource'
import { snake } from './entities/table'
import { mayNotGuard } from './errors'
import { GUARDED, guardOf, nameOfGuard } from './guards'

/** What of a table is sealed, by its columns' names in the database. */
interface SealedTable {
  name: string
  keys: string[]
  columns: { name: string; kind: ColumnKind['kind'] }[]
}

const PAGE = 200

/** Every table with something sealed in it; of the installation's row it is the proof of its field keys. */
export const SEALED_TABLES: readonly SealedTable[] = TABLES.map(({ name, columns }) => {
  const all = Object.entries(columns).map(([column, { of, primary }]) => ({
    name: snake(column),
    kind: of.kind,
    primary,
  }))
  return {
    name,
    keys: all.filter(({ primary }) => primary).map(({ name: key }) => key),
    columns: all.filter(
      ({ name: column, kind }) =>
        kind === 'sealed' ||
        kind === 'sealedWords' ||
        kind === 'sealedJson' ||
        (name === 'installation' && column === 'key_proof'),
    ),
  }
}).filter(({ columns }) => columns.length > 0)

const newestOf = (sealing: Sealing) => idOf(sealing.seal(''))
const idOf = (sealed: string) => sealed.slice(0, 8)

/** How many cells each key but the newest has sealed, by its id; `plain` is what an earlier version wrote in clear. */
export async function keysInUse(writer: DataSource): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const { name, columns } of SEALED_TABLES) {
    for (const { name: column } of columns) {
      const rows: { id: string; number: unknown }[] = await writer.query(
        `SELECT SUBSTR(${column}, 1, 9) AS id, COUNT(*) AS number FROM ${name} WHERE ${column} IS NOT NULL GROUP BY SUBSTR(${column}, 1, 9)`,
      )
      for (const { id, number } of rows) {
        const key = /^[0-9a-f]{8}\.$/.test(id) ? idOf(id) : 'plain'
        found[key] = (found[key] ?? 0) + Number(number)
      }
    }
  }
  return found
}

/** A cell under the newest key; what was never sealed is sealed now. */
function resealed(cell: string, sealing: Sealing): string {
  return sealing.seal(isSealed(cell) ? sealing.open(cell) : cell)
}

/**
 * Seals again what any key but the newest has sealed, page by page while others work; a cell that somebody changes meanwhile is left to
 * him. Tables that the database guards are changed with their guard lifted, which is put back even when this is cut off and said again.
 * `told` hears of each page. Throws when a key that is needed is not given. Gives how many cells there were.
 */
export async function resealTables(
  database: Pick<OpenDatabase, 'writer' | 'bulk'>,
  sealing: Sealing,
  told: (table: string, cells: number) => void,
): Promise<number> {
  let all = 0
  for (const table of SEALED_TABLES) {
    const work = async () => {
      for (let cells = await page(database, table, sealing); cells > 0; cells = await page(database, table, sealing)) {
        all += cells
        told(table.name, cells)
      }
    }
    if (!GUARDED.includes(table.name) || !(await hasOld(database, table, newestOf(sealing)))) await work()
    else await unguarded(database, table.name, work)
  }
  await putGuardsBack(database)
  return all
}

const oldOnes = ({ columns }: SealedTable, newest: string) =>
  columns.map(({ name }) => `(${name} IS NOT NULL AND ${name} NOT LIKE '${newest}.%')`).join(' OR ')

async function hasOld({ writer }: Pick<OpenDatabase, 'writer'>, table: SealedTable, newest: string): Promise<boolean> {
  return (await writer.query(`SELECT 1 FROM ${table.name} WHERE ${oldOnes(table, newest)} LIMIT 1`)).length > 0
}

/** One page in one transaction; gives how many cells were sealed again. */
function page({ bulk }: Pick<OpenDatabase, 'bulk'>, table: SealedTable, sealing: Sealing): Promise<number> {
  const { name, keys, columns } = table
  const newest = newestOf(sealing)
  const quoted = (runner: QueryRunner, column: string) => runner.connection.driver.escape(column)
  return bulk(async (runner) => {
    const asked = [...keys, ...columns.map((column) => column.name)].map((column) => quoted(runner, column)).join(', ')
    const rows: Record<string, string | null>[] = await runner.query(
      `SELECT ${asked} FROM ${name} WHERE ${oldOnes(table, newest)} LIMIT ${PAGE}`,
    )
    let cells = 0
    for (const row of rows) {
      const old = columns.flatMap(({ name: column }) => {
        const cell = row[column]
        return cell == null || cell.startsWith(`${newest}.`) ? [] : [{ column, cell }]
      })
      const set = old.map(({ column }) => `${quoted(runner, column)} = ?`).join(', ')
      const same = [...keys, ...old.map(({ column }) => column)].map((column) => `${quoted(runner, column)} = ?`)
      await runner.query(`UPDATE ${name} SET ${set} WHERE ${same.join(' AND ')}`, [
        ...old.map(({ cell }) => resealed(cell, sealing)),
        ...keys.map((key) => row[key]),
        ...old.map(({ cell }) => cell),
      ])
      cells += old.length
    }
    return cells
  })
}

async function unguarded(
  { writer }: Pick<OpenDatabase, 'writer'>,
  table: string,
  work: () => Promise<void>,
): Promise<void> {
  await writer.query(`DROP TRIGGER IF EXISTS ${nameOfGuard(table, 'UPDATE')}`)
  try {
    await work()
  } finally {
    await guard(writer, table)
  }
}

async function guard(writer: DataSource, table: string): Promise<void> {
  try {
    await writer.query(guardOf(engineOf(writer), table, 'UPDATE'))
  } catch (error) {
    if (!mayNotGuard(error)) throw error
  }
}

/** Also those that an earlier run was cut off before it could. */
async function putGuardsBack({ writer }: Pick<OpenDatabase, 'writer'>): Promise<void> {
  for (const { name } of SEALED_TABLES) if (GUARDED.includes(name)) await guard(writer, name)
}
