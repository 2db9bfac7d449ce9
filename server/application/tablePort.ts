/** A table as a file holds it: the headings, and each row with the line (or sheet row) that a person finds it on. */
export interface Table {
  headings: string[]
  rows: { line: number; cells: string[] }[]
}

/** Why a file cannot be read as a table, and on which line, where one line is to blame. */
export interface TableFault {
  line: number | null
  reason: string
}

export type ReadTable = { outcome: 'read'; table: Table } | { outcome: 'wrong'; faults: TableFault[] }
