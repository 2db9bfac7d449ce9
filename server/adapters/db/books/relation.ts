/**
 * A rule between tables as SQL: a query of what breaks it, in columns `id`, `expected` and `found` (and `id2` where a row
 * is named by two). The same text runs on SQLite and on MariaDB.
 */
export interface RelationQuery {
  name: string
  holds: string
  /** Where the broken row is. */
  table: string
  broken: string
}

/** What an account has, credits above debits, of the transfers that a query sees. */
export const credited = (account: string, of = ''): string =>
  `SUM(CASE WHEN ${of}credit_account = '${account}' THEN ${of}amount_fen ELSE 0 END) - SUM(CASE WHEN ${of}debit_account = '${account}' THEN ${of}amount_fen ELSE 0 END)`

/** What went from one account to another. */
export const moved = (debit: string, credit: string): string =>
  `SUM(CASE WHEN debit_account = '${debit}' AND credit_account = '${credit}' THEN amount_fen ELSE 0 END)`
