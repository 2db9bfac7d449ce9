import type { DataSource } from 'typeorm'
import type { Engine } from './columns'

/** Tables whose rows are written once: the database itself refuses to change or delete them, where it can. */
export const GUARDED: readonly string[] = [
  'installation',
  'transfers',
  'ledger_links',
  'audit_log',
  'application_steps',
  'temperature_measurements',
  'temperature_reductions',
  'season_dates',
  'low_income_reviews',
  'moves_out',
  'use_changes',
  'bill_changes',
  'credit_uses',
  'meter_readings',
  'settlement_steps',
  'publications',
  'resolutions',
  'difference_events',
  'closures',
  'closure_accounts',
  'gas_subsidies',
  'gas_collections',
  'channel_claim_returns',
  'work_comments',
  'work_attachments',
  'rulebook_texts',
  'rulebook_versions',
]

export const GUARDED_STATEMENTS = ['UPDATE', 'DELETE'] as const

/** What the guard of a table against one action is called. */
export const nameOfGuard = (table: string, deed: (typeof GUARDED_STATEMENTS)[number]) =>
  `${table}_refuse_${deed.toLowerCase()}`

/** The statement that makes a table's guard against one action, unless it is there. */
export function guardOf(engine: Engine, table: string, deed: (typeof GUARDED_STATEMENTS)[number]): string {
  const head = `CREATE TRIGGER IF NOT EXISTS ${nameOfGuard(table, deed)} BEFORE ${deed} ON ${table}`
  const message = `'${table} is insert-only'`
  return engine === 'sqlite'
    ? `${head} BEGIN SELECT RAISE(ABORT, ${message}); END`
    : `${head} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = ${message}`
}

/** The tables of the list that this database lets be changed, since a guard of theirs is not there. */
export async function unguardedTables(source: Pick<DataSource, 'query' | 'options'>): Promise<string[]> {
  const rows: { name: string }[] = await source.query(
    source.options.type === 'better-sqlite3'
      ? "SELECT name FROM sqlite_master WHERE type = 'trigger'"
      : 'SELECT TRIGGER_NAME AS name FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()',
  )
  const there = new Set(rows.map(({ name }) => name))
  return GUARDED.filter((table) => !GUARDED_STATEMENTS.every((deed) => there.has(nameOfGuard(table, deed))))
}
