import { CsvError, parse } from 'csv-parse/sync'
import type { ReadTable } from '../../application/ports/system'
import { withoutTail } from './excelNumber'
import { MOST_CELLS, MOST_COLUMNS, MOST_ROWS, wrongTable } from './tableLimits'

/** No row of a household file comes near this; it stops a file that is one endless line. */
const MAX_ROW = 64 * 1024

/** Thrown from within the parser, which goes on otherwise to the file's end. */
class TooMuch extends Error {
  constructor(
    readonly reason: string,
    readonly line: number,
  ) {
    super(reason)
  }
}

/** Throws TooMuch at the line that is one too many. */
function counted() {
  let rows = 0
  let cells = 0
  return (found: { info: { lines: number }; record: string[] }) => {
    const { record, info } = found
    rows += 1
    cells += record.length
    if (record.length > MOST_COLUMNS)
      throw new TooMuch(`有 ${record.length} 格，表格最多 ${MOST_COLUMNS} 列`, info.lines)
    if (rows > MOST_ROWS) throw new TooMuch(`超过 ${MOST_ROWS} 行，请拆成几份`, info.lines)
    if (cells > MOST_CELLS) throw new TooMuch(`超过 ${MOST_CELLS} 格，请拆成几份`, info.lines)
    return found
  }
}

/** Reads comma or tab separated text whose first line is the heading. Empty lines are passed over, and still counted. */
export function csvTable(text: string): ReadTable {
  const firstLine = text.slice(0, MAX_ROW).split('\n', 1)[0] ?? ''
  const delimiter = firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : ','
  try {
    const records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW,
      on_record: counted() as never,
    }) as unknown as { info: { lines: number }; record: string[] }[]
    const [heading, ...rows] = records
    if (!heading) return { outcome: 'wrong', faults: [{ line: null, reason: '文件是空的' }] }
    return {
      outcome: 'read',
      table: {
        headings: heading.record,
        rows: rows.map(({ info, record }) => ({ line: info.lines, cells: record.map(withoutTail) })),
      },
    }
  } catch (error) {
    if (error instanceof TooMuch) return wrongTable(error.reason, error.line)
    if (!(error instanceof CsvError)) throw error
    const line = (error as CsvError & { lines?: unknown }).lines
    return {
      outcome: 'wrong',
      faults: [{ line: typeof line === 'number' ? line : null, reason: CSV_REASONS[error.code] ?? error.message }],
    }
  }
}

const CSV_REASONS: Partial<Record<string, string>> = {
  CSV_MAX_RECORD_SIZE: `一行超过 ${MAX_ROW} 个字符`,
  CSV_QUOTE_NOT_CLOSED: '引号没有闭合',
  CSV_INVALID_CLOSING_QUOTE: '引号之后应为逗号或换行',
  INVALID_OPENING_QUOTE: '引号应在格子的开头',
}
