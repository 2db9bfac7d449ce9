/** How many rows are read at a time where there may be many. */
export const PAGE = 1000

/** From inclusive, until exclusive; epoch milliseconds. */
export interface Span {
  from: number
  until: number
}

/** The last row of the page before. */
export interface After {
  at: number
  id: number
}

const START: After = { at: Number.MIN_SAFE_INTEGER, id: 0 }

/**
 * Takes a reader of one page; gives all rows. Between pages no statement stays open: a bill is written while orders
 * come in, and SQLite refuses to write on a connection that is still reading.
 */
export function* paged<T extends { id: number }>(
  read: (after: After) => T[],
  timeOf: (row: T) => number,
): Generator<T, void> {
  let after = START
  for (;;) {
    const rows = read(after)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = { at: timeOf(last), id: last.id }
  }
}
