import type { InvoiceDocument } from '../../../contract/invoiceWords'
import type { Invoice, InvoiceGoods, InvoicePart, InvoiceTitle } from '../../domain/invoice/invoice'
import type { LoweringEvent } from '../../domain/invoice/lowering'
import type { Tax } from '../../domain/invoice/tax'
import type { Days } from './desk'
import type { Inserted } from './system'

export interface InvoiceStore {
  byId(id: string): Promise<Invoice | undefined>
  /** The blue invoice that is in force of an order, alone or with others; where none is, the newest that was. */
  byOrder(orderNo: string): Promise<Invoice | undefined>
  /** The blue invoice that is in force of a payment, and what it says of that payment. */
  inForceOf(paymentId: string): Promise<{ invoice: Invoice; amountFen: number } | undefined>
  /** What a blue invoice says of each of its payments, those paid first before the others. */
  parts(invoiceId: string): Promise<InvoicePart[]>
  /** The number among an order's blue invoices that its next one has. */
  nextNth(orderNo: string): Promise<number>
  /** A blue invoice's red one. */
  redOf(blueId: string): Promise<Invoice | undefined>
  byResident(residentId: string): Promise<Invoice[]>
  /**
   * A blue invoice takes hold of what it says of its payments, by a guarded update of each: together with what was refunded never more
   * than was paid (M2); throws ConcurrencyConflict when that is not left. Without parts all of it is of its own order's payment.
   */
  insert(invoice: Invoice, parts?: readonly InvoicePart[]): Promise<Inserted>
  /** A change of state takes hold of what a blue invoice says of its payments, or lets go of it, as `insert` does. */
  change(id: string, from: readonly Invoice['state'][], to: Partial<Invoice>): Promise<boolean>
  /** Puts others in the place of the parts of an invoice that is not in force. */
  changeParts(invoiceId: string, parts: readonly InvoicePart[]): Promise<void>
  /** For the desk: newest first, with the number of all that match. */
  page(filter: InvoiceFilter, offset: number, limit: number): Promise<{ rows: Invoice[]; total: number }>
  byIds(ids: readonly string[]): Promise<Invoice[]>
  redsOf(blueIds: readonly string[]): Promise<Invoice[]>
  /** Red letters that refunds after a season wait for, or waited for. */
  redsFor(refundApplicationIds: readonly string[]): Promise<Invoice[]>
  redOfRefund(refundNo: string): Promise<Invoice | undefined>
  /** Red letters that were issued between two moments, the end not included. */
  redsIssued(company: string, from: number, to: number): Promise<Invoice[]>
  /** What lowered what was paid on some days, both included, as the ledger has it. */
  lowered(company: string, days: Days): Promise<LoweredPayment[]>
  /** How many a company has in each state. */
  counts(company: string): Promise<Record<Invoice['state'], number>>
}

/** Titles that residents have used. */
export interface InvoiceTitleStore {
  /** Used last first. */
  ofResident(residentId: string): Promise<InvoiceTitle[]>
  insert(title: InvoiceTitle): Promise<Inserted>
  /** Notes that it was used again, with what its buyer said then. */
  use(id: string, of: Pick<InvoiceTitle, 'usedAt' | 'buyer'>): Promise<boolean>
  /** Forgets a resident's own; false when he has no such title. */
  remove(residentId: string, id: string): Promise<boolean>
}

/** An event of the ledger that took something from what was paid; amount in fen. */
export interface LoweredPayment {
  event: LoweringEvent
  evidenceId: string
  householdId: string | null
  season: string | null
  on: string
  amountFen: number
}

/** Which invoices a list shows. */
export interface InvoiceFilter {
  company: string
  kind?: Invoice['kind']
  state?: Invoice['state']
  /** The beginning of an invoice's number, an order's number or a user code. */
  q?: string
  /** When it was asked for, epoch milliseconds, the end not included. */
  from?: number
  to?: number
}

/** Who sells, as the company's rulebook says. */
export interface InvoiceSeller {
  name: string
  taxNumber: string
  address: string | null
  phone: string | null
  /** Bank and account (开户行及账号). */
  bank: string | null
  /** 开票人. */
  drawer: string
}

/** Who buys; address, phone and bank are asked for a special invoice only. */
export interface InvoiceBuyer {
  kind: 'personal' | 'company'
  name: string
  taxNumber: string | null
  address: string | null
  phone: string | null
  bank: string | null
}

/** All that is printed on an invoice; amounts in fen. */
export interface InvoiceFacts {
  id: string
  company: string
  orderNo: string
  /** 电子发票（普通发票） or 电子发票（增值税专用发票）. */
  document: InvoiceDocument
  seller: InvoiceSeller
  buyer: InvoiceBuyer
  /** What is sold: printed as `*供热*采暖费` (formats.md 6.1, `itemOf`), with the tax code of 19 digits where there is one. */
  goods: InvoiceGoods
  season: string
  /** The address is masked: an invoice passes through many hands. */
  household: { userCode: string; address: string }
  amountFen: number
  tax: Tax
  paidOn: string
  /** Epoch milliseconds and civil day of the issue; nothing else of the clock gets onto the paper. */
  issuedAt: number
  issuedOn: string
}

export type IssueOutcome =
  | { outcome: 'issued'; number: string; file: Buffer; extension: 'pdf' | 'ofd' }
  /** It will not be issued as it is; `reason` is Chinese, for the resident. */
  | { outcome: 'failed'; reason: string }

/** Who issues invoices: a provider room (architecture.md, rule 3). A throw means that it is not known yet: try again later. */
export interface InvoiceProvider {
  readonly name: string
  /** The same invoice again gets the same number. */
  issue(facts: InvoiceFacts): Promise<IssueOutcome>
  /** Issues the red letter that takes all of a blue invoice back; `facts` are the blue one's, its amounts positive. */
  reverse(facts: InvoiceFacts, blue: { number: string }): Promise<IssueOutcome>
}

/** Numbers for a provider that has a space of its own: taken once for an invoice, however often it is tried. */
export interface InvoiceNumbers {
  /**
   * `write` makes the number, `fileOf` the name of the file that is kept under it. A number under which a file lies is another
   * invoice's, which a restored database does not know any more: it is passed over.
   */
  take(
    invoice: { id: string; company: string },
    space: string,
    format: { write: (sequence: number) => string; fileOf: (number: string) => string },
  ): Promise<string>
}

/** Where issued invoices are kept, one folder a company. */
export interface InvoiceFiles {
  write(company: string, fileName: string, bytes: Buffer): Promise<void>
  read(company: string, fileName: string): Promise<Buffer | undefined>
  has(company: string, fileName: string): Promise<boolean>
}
