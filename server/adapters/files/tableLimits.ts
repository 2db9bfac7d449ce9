import type { ReadTable } from '../../application/ports/system'

/**
 * What a table of ours comes to at most. A sheet of Excel may have a cell in column 16 384 of each of a million rows; the
 * largest company's households are some ten columns and some hundred thousand rows.
 */
export const MOST_COLUMNS = 256
export const MOST_ROWS = 500_000
export const MOST_CELLS = 5_000_000

/** A table that is not read, with the reason in Chinese and the line that is to blame, where one is. */
export const wrongTable = (reason: string, line: number | null = null): ReadTable => ({
  outcome: 'wrong',
  faults: [{ line, reason }],
})
