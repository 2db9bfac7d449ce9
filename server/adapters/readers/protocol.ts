/** What is read apart from the server, by what it is. */
export type ReadingKind = 'table' | 'bank-file' | 'statement' | 'statement-lines' | 'payout-result' | 'payout-returned'

/** What a reader is asked: `given` is what its kind needs; so many bytes follow on its standard input. */
export interface Order {
  kind: ReadingKind
  given: unknown
  byteLength: number
}

/** What the server tells a reader: an order, or that it has room for more rows of the last one. */
export type ToReader = { is: 'order'; order: Order } | { is: 'more' }

/** What a reader tells the server. `beyond`: a text or a list longer than this machine can make. */
export type FromReader =
  | { is: 'ready' }
  | { is: 'read'; rest: unknown }
  | { is: 'rows'; rows: unknown[]; isLast: boolean }
  | { is: 'beyond' }
  | { is: 'bug'; told: string }

/** Rows that are taken over at once: as many as cost the server about a millisecond. */
export const ROWS_AT_ONCE = 300

/** The part of a result that holds its many rows, where there is one. */
export function rowsHolder(result: unknown): { rows: unknown[] } | undefined {
  const within = typeof result === 'object' && result !== null && 'table' in result ? result.table : result
  const holds = typeof within === 'object' && within !== null && 'rows' in within && Array.isArray(within.rows)
  return holds ? (within as { rows: unknown[] }) : undefined
}
