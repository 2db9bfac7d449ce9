import type { PayoutResultRow, ReturnedPayoutRow } from '../../domain/heatSettlement/payout'

/** What the bank is asked about a card, before a refund is paid to it (domain.md BZ5). */
export interface CardQuestion {
  company: string
  card: string
  owner: string
  identityNumber: string | null
  phone: string | null
}

export type CardAnswer =
  | {
      outcome: 'confirmed'
      bankName: string
      /** Twelve digits; needed for a card of another bank (formats.md 5.5). */
      routeNo: string | null
      /** The card is one of the bank that pays. */
      sameBank: boolean
    }
  | { outcome: 'refused'; because: 'no-such-card' | 'closed' | 'name-differs' }
  /** Nobody answered, or not intelligibly: asked again later. */
  | { outcome: 'unavailable'; code: string }

/** The bank that knows cards. */
export interface BankCardChecker {
  check(question: CardQuestion): Promise<CardAnswer>
}

export type Fetched =
  | { outcome: 'ready'; fileName: string; bytes: Buffer }
  | { outcome: 'not-ready' }
  | { outcome: 'unavailable'; code: string }

/** The bank that pays batches, where files go to it over a line; elsewhere they are carried by hand. */
export interface PayoutBank {
  /** Hands a request file in; the same file again is no second payment. */
  send(company: string, fileName: string, bytes: Buffer): Promise<'sent' | { outcome: 'unavailable'; code: string }>
  result(company: string, requestName: string): Promise<Fetched>
  /** What came back on a day (退汇). */
  returned(company: string, date: string): Promise<Fetched>
}

/** Where payout files lie: outside the web root. */
export interface PayoutArchive {
  /** Writes a file whole; the same name again replaces it. Gives its path. */
  write(company: string, fileName: string, bytes: Buffer): Promise<string>
}

/** One payment of a request file. */
export interface PayoutRequestRow {
  serial: string
  account: string
  name: string
  /** For a card of another bank. */
  routeNo: string | null
  bankName: string | null
  amountFen: number
  purpose: string
  remark: string
}

export type ReadPayoutFile<Row> = { outcome: 'read'; rows: Row[] } | { outcome: 'wrong'; reason: string }

/** The layout of a paying bank's files (formats.md 5.5). */
export interface PayoutLayout {
  /** Whether a text can stand in the file: in its encoding, and without its separator. */
  fits(text: string): boolean
  request(bank: 'same' | 'other', rows: readonly PayoutRequestRow[]): Buffer
  /** Reads a batch's result; counts and totals of its head must agree with its rows. Never throws on what is in the file. */
  readResult(bytes: Buffer): Promise<ReadPayoutFile<PayoutResultRow>>
  readReturned(bytes: Buffer): Promise<ReadPayoutFile<ReturnedPayoutRow>>
}
