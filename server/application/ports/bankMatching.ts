import type { BankEntry } from '../../domain/bankMatching/bankEntry'
import type { ChannelFees } from '../../domain/bankMatching/fees'
import type { CellLine, MappedLayout } from '../../domain/bankMatching/statementMapping'
import type { Arrival, Transit, TransitParty } from '../../domain/bankMatching/transit'
import type { Transfer } from '../../domain/ledger/transfer'
import type { PaymentSource } from '../../domain/payment/payment'
import type { ChannelFileTotals, Quarantined } from './channelFiles'
import type { Inserted } from './system'

/** Money that the books have on the bank's account already, as the bank's statement may show it. */
export interface PaidOut {
  id: string
  /** The payout's batch; null where it went alone. */
  batchId: string | null
  serial: string
  amountFen: number
  paidOn: string | null
  returnedOn: string | null
}

/** What lies between channels and our own account. */
export interface BankMatchingStore {
  feesOf(company: string, channel: PaymentSource, date: string): Promise<ChannelFees | undefined>
  /** `duplicate`: the day has its fees already (M3). */
  insertFees(fees: ChannelFees): Promise<Inserted>
  /** Changes a day's fees while they stand at the revision that was seen; true for the one who does (M2). */
  changeFees(seen: ChannelFees, to: ChannelFees): Promise<boolean>

  /** `duplicate`: the party has reported this number already (M3). */
  insertTransit(transit: Transit): Promise<Inserted>
  transitBy(company: string, party: TransitParty, reference: string): Promise<Transit | undefined>
  /** Changes what is still on its way; true for the one who does (M2). */
  changeTransit(
    id: string,
    to: Partial<
      Pick<Transit, 'amountFen' | 'netFen' | 'sentOn' | 'overdueOn' | 'missedIn' | 'waitsUntil' | 'evidenceId'>
    >,
  ): Promise<boolean>
  /** Takes away what a party was said to have sent on a day by other files than this, and has not come. */
  dropOutdated(company: string, party: TransitParty, sentOn: string, exceptFile: string): Promise<void>
  /** All that a party has sent on a day, there or not. */
  sentBy(company: string, party: TransitParty, sentOn: string): Promise<Transit[]>
  /** What is on its way and was sent between two days, both included. */
  onTheWay(company: string, from: string, until: string): Promise<Transit[]>
  /** What was found missing in the statement of a day, and has not come since. */
  missingOn(company: string, overdueOn: string): Promise<Transit[]>

  insertEntry(entry: BankEntry): Promise<Inserted>
  /** What the statement of a day reported; without what was replaced since. */
  entriesStated(company: string, statement: PaymentSource, statedOn: string): Promise<BankEntry[]>
  /** What is kept of an account between two days, both included; without what was replaced since. */
  entriesOfAccount(company: string, account: string, from: string, until: string): Promise<BankEntry[]>
  entryBy(of: Pick<BankEntry, 'company' | 'account' | 'bankReference' | 'direction'>): Promise<BankEntry | undefined>
  /** Changes, or takes away, what no arrival explains yet; true for the one who does (M2). */
  changeEntry(id: string, to: Partial<BankEntry>): Promise<boolean>
  dropEntry(id: string): Promise<boolean>
  /** Entries of a statement without an arrival, booked between two days, both included. */
  unexplained(company: string, statement: PaymentSource, from: string, until: string): Promise<BankEntry[]>
  insertArrival(arrival: Arrival): Promise<void>
  /** Marks an arrival as taken back by a resolution; true for the one who does (M2). */
  undo(arrivalId: string, by: string): Promise<boolean>
  /** What an arrival consisted of. */
  entriesOf(arrivalId: string): Promise<BankEntry[]>
  transitsOf(arrivalId: string): Promise<Transit[]>
  /** What was posted under these keys. */
  postedUnder(postingKeys: readonly string[]): Promise<Transfer[]>
  /** Marks a movement as replaced, under another number; true for the one who does (M2). */
  replaceEntry(id: string, to: { replacedBy: string; bankReference: string }): Promise<boolean>
  /** Puts what an arrival had ended on its way again, as if nobody had missed it; true for the one who does (M2). */
  release(transitId: string, arrivalId: string): Promise<boolean>
  /** Takes away what is on its way and will not come. */
  dropTransit(id: string): Promise<void>
  arrivalsByIds(ids: readonly string[]): Promise<Arrival[]>
  /** Ends a transit, or explains an entry, by an arrival; false when another was faster (M2). */
  end(transitId: string, arrivalId: string): Promise<boolean>
  explain(entryId: string, arrivalId: string): Promise<boolean>

  /**
   * Payouts of settlements and refunds to cards that the bank has paid, or that came back, between two days, both included;
   * and refunds that a channel gave to our own account (`returnedOn` alone).
   */
  paidOut(company: string, from: string, until: string): Promise<PaidOut[]>
}

/** One movement on the company's own account at a bank, as the bank's statement has it. */
export interface StatementRow {
  /** Civil day on which the bank booked it. */
  bookedOn: string
  direction: 'credit' | 'debit'
  amountFen: number
  /** The bank takes back an earlier movement; `direction` is what the account sees. */
  reversal: boolean
  /**
   * The bank's own number of the movement, unique in its statement; on another day the bank may use it again. A reversal often carries the number of what it takes back:
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
      /** The account's number as the bank writes it, which may be masked or only its end; empty where the file has none. */
      account: string
      openingFen: number | null
      closingFen: number | null
      rows: StatementRow[]
      /** Credits less debits. */
      totals: ChannelFileTotals
      /** False where its own balances do not join, so that movements may be missing. */
      holds: boolean
      /** What is to be known of it, in Chinese; null where nothing is. */
      note: string | null
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
  /** The first lines of an export of any bank, cell by cell, and what parts its cells; put aside where it is no table. */
  look(file: string): Promise<{ outcome: 'read'; separator: string; lines: CellLine[] } | Quarantined>
  /** Reads a file by the columns that people told, as the statement of this id; `wrong` where they contradict one another. */
  mapped(id: string, layout: MappedLayout): StatementBank | { wrong: string }
}
