import type { BillTotals, Quarantined } from './billPort'

/** One movement on the company's own account at a bank, as the bank's statement has it. */
export interface StatementRow {
  /** Civil day on which the bank booked it. */
  bookedOn: string
  direction: 'credit' | 'debit'
  amountFen: number
  /** The bank takes back an earlier movement; `direction` is what the account sees. */
  reversal: boolean
  /**
   * The bank's own number of the movement, unique on the account. A reversal often carries the number of what it takes back:
   * `#R` behind it makes it the reversal's own. Where the bank gives none, the statement and the place in it stand for one.
   */
  bankReference: string
  /** What the payer gave as reference (a batch, an order; banks cut it off at 16 characters); null where there is none. */
  ourReference: string | null
  remark: string
  line: number
}

export type StatementReading =
  | {
      outcome: 'read'
      /** SHA-256 of what is inside. */
      digest: string
      /** The account's number as the bank writes it. */
      account: string
      openingFen: number | null
      closingFen: number | null
      rows: StatementRow[]
      /** Credits less debits. */
      totals: BillTotals
    }
  | Quarantined

/** A bank that tells what moved on the company's own account. */
export interface StatementBank {
  id: string
  name: string
  fileName(company: string, date: string): string
  /** Reads a day's statement, whole or not at all. Never throws on what is in the file. */
  read(file: string, of: { date: string }): Promise<StatementReading>
  /** Writes a day's statement into a folder as the bank would; gives its name there and where it is. */
  write(
    folder: string,
    of: { date: string; account: string; openingFen: number; rows: readonly Omit<StatementRow, 'line'>[] },
  ): Promise<{ name: string; path: string }>
}

export interface StatementDirectory {
  get(id: string): StatementBank | undefined
  ids(): string[]
}
