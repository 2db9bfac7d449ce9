import { examine } from './books'
import type { StoryPorts } from './ports'

/** A change behind the ledger's back, in one column of one row, and the check that has to name it. */
export interface Tampering {
  table: string
  /** Which row: the first that is so. */
  where: string
  column: string
  /** What the column becomes, as SQL. */
  to: string
  check: string
  /** The column of the broken row by which the check names it, where it is not the row's key; empty where it names none. */
  reportedOn?: string
}

/** Takes away the database's own refusal to change or delete rows of these tables: what only its owner could do. */
export async function dropGuards({ database }: Pick<StoryPorts, 'database'>, ...tables: string[]): Promise<void> {
  for (const table of tables)
    for (const deed of ['update', 'delete'])
      await database.writer.query(`DROP TRIGGER IF EXISTS ${table}_refuse_${deed}`)
}

const KEYS: Record<string, string> = {
  orders: 'order_no',
  audit_heads: 'company',
  ledger_heads: 'company',
  ledger_links: 'transfer_id',
  transfers_to_link: 'transfer_id',
  invoice_parts: 'invoice_id',
}

/** The column that names a table's rows. */
export const keyOf = (table: string): string => KEYS[table] ?? 'id'

/** Changes a row, examines the books, and puts the row back as it was; gives its key's column, the row and what was found. */
export async function tamper(ports: StoryPorts, { table, where, column, to }: Tampering) {
  const sql = (text: string, values: unknown[] = []) => ports.database.writer.query(text, values)
  const key = keyOf(table)
  const [row] = await sql(`SELECT * FROM ${table} WHERE ${where} ORDER BY ${key} LIMIT 1`)
  await sql(`UPDATE ${table} SET ${column} = ${to} WHERE ${key} = ?`, [row[key]])
  const { outcome, checks } = await examine(ports)
  await sql(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`, [row[column], column === key ? to : row[key]])
  return { key, row, outcome, checks }
}
