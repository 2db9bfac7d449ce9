import type { ReadTable } from '../../application/ports/system'

/**
 * What a table of ours comes to at most. A sheet of Excel may have a cell in column 16 384 of each of a million rows; the
 * largest company's households are some ten columns and some hundred thousand rows.
 */
export const MOST_COLUMNS = 256
export const MOST_ROWS = 500_000
export const MOST_CELLS = 5_000_000

/** What is said of a table beyond them. */
export const TOO_MANY = {
  rows: `超过 ${MOST_ROWS} 行，请拆成几份`,
  columns: `超过 ${MOST_COLUMNS} 列：请只保留需要的列，粘贴到新表后再上传`,
  cells: `超过 ${MOST_CELLS} 格，请拆成几份`,
}

/** A table that is not read, with the reason in Chinese and the line that is to blame, where one is. */
export const wrongTable = (reason: string, line: number | null = null): ReadTable => ({
  outcome: 'wrong',
  faults: [{ line, reason }],
})
