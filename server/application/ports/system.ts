/** Time, replaceable: the sandbox's clock can be set. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** The civil day in Asia/Shanghai (domain.md C2). */
  today(): string
}

/** Names for new things; replaceable, so that a story can be told twice the same way. */
export interface Ids {
  /** A sortable 26-character id. */
  next(): string
  /** 18 upper-case letters and digits: HP, the day, and ten of chance (architecture.md, Decided now). */
  orderNo(today: string): string
  /** The same form for refunds, beginning with RF. */
  refundNo(today: string): string
}

/** A log for machines: never personal data (architecture.md, Decided now). */
export interface Log {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

/** `duplicate`: a row with the same unique key is there already (M3). */
export type Inserted = 'inserted' | 'duplicate'

/** Photos that residents handed in: kept outside the web root, seen by staff only. */
export interface Photos {
  /** Keeps the bytes under a name that nobody can guess; they are on the disk when it resolves. */
  keep(name: string, bytes: Buffer): Promise<void>
  read(name: string): Promise<Buffer | undefined>
  /** Throws a photo away whose report was not taken. */
  drop(name: string): Promise<void>
}

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

/** How often something may be asked for within a span. */
export interface RequestLimit {
  points: number
  seconds: number
}

/** Counts requests, so that nobody tries user codes or passwords without end. */
export interface RequestCounter {
  /** Counts one request under a key; gives 0 while the limit is kept, else for how many milliseconds it is exceeded. */
  count(key: string, limit: RequestLimit): Promise<number>
}
