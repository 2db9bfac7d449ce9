import type { SignedReconciliation, StatementBalance } from '../../domain/bankMatching/accountBook'
import type { BankEntry } from '../../domain/bankMatching/bankEntry'
import type { Transit } from '../../domain/bankMatching/transit'
import type { Transfer } from '../../domain/ledger/transfer'
import type { PaymentSource } from '../../domain/payment/payment'
import type { Difference } from '../../domain/reconciliation/run'
import type { Inserted } from './system'

/** Which lines of an account's statements are wanted. */
export interface LineFilter {
  company: string
  account: string
  from?: string
  to?: string
  /** `open`: nothing explains it. */
  state: 'all' | 'open' | 'matched'
  /** Each must be found in remark or numbers, its characters in their order. */
  words: readonly string[]
  /** One of these ranges of amounts, in fen, both ends included; none: any amount. */
  amounts: readonly { fromFen: number; toFen: number }[]
}

/** Our own accounts at banks: what their statements say, and what our book of them says. */
export interface AccountBookStore {
  /** The statement in force of a day is the newest word. */
  keepBalance(balance: StatementBalance): Promise<void>
  /** Of the days up to one, the earliest first. */
  balances(company: string, account: string, until: string): Promise<StatementBalance[]>
  /** All that its statements ever told, with what was replaced since; the earliest first. */
  linesOf(company: string, account: string): Promise<BankEntry[]>
  /** Entries of the ledger's account `bank`, effective up to a day. */
  bankTransfers(company: string, until: string): Promise<Transfer[]>
  /** What two people, or our bank, have paid out, on its way or there. */
  payoutTransits(company: string): Promise<Transit[]>
  page(filter: LineFilter, offset: number, limit: number): Promise<{ rows: BankEntry[]; total: number }>
  /** How many movements of an account nothing explains, and what they come to, credits less debits. */
  openOf(company: string, account: string): Promise<{ count: number; fen: number }>
  transitsOfArrivals(arrivalIds: readonly string[]): Promise<Transit[]>
  entriesOfArrivals(arrivalIds: readonly string[]): Promise<BankEntry[]>
  /** Differences of a statement about these numbers of the bank's. */
  differencesOf(company: string, statement: PaymentSource, keys: readonly string[]): Promise<Difference[]>
  onTheWay(company: string): Promise<Transit[]>

  /** `duplicate`: this very reconciliation is signed already (M3). */
  insertSigned(signed: SignedReconciliation): Promise<Inserted>
  /** Of a month, the newest first. */
  signedOf(company: string, account: string, month: string): Promise<SignedReconciliation[]>
}
