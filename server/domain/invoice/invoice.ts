import type { InvoiceKind, InvoiceState } from '../../../contract/invoiceWords'

/**
 * An e-invoice asked for after a payment; issued by a provider room, later, as a job (M9). A red one takes back all of a
 * blue one: an electronic invoice cannot be cancelled or made smaller (formats.md 6.1, 6.7).
 */
export interface Invoice {
  id: string
  company: string
  residentId: string
  orderNo: string
  householdId: string
  kind: InvoiceKind
  /** 1 for an order's first invoice, 2 for the one that is issued anew after a red letter; a red one has its blue one's. */
  nth: number
  titleKind: 'personal' | 'company'
  /** Sealed at rest: a personal title is a person's name. */
  titleName: string
  taxNumber: string | null
  /** As printed, in fen: a red invoice's is negative, so that all of an order's add up to what is invoiced. */
  amountFen: number
  /** Only a blue invoice becomes `reversed`: when its red one is issued, in the same transaction. */
  state: InvoiceState
  number: string | null
  /** File name below the invoices folder. */
  fileName: string | null
  reason: string | null
  askedAt: number
  issuedAt: number | null
  /** A red invoice: the blue one that it takes back, and the refund that waits for it. */
  reverses: string | null
  refundNo: string | null
  /** Or the refund after a season that waits for it (TS4). */
  refundApplicationId: string | null
}

/** What a new invoice has that is not issued yet. */
export const NOT_ISSUED = { state: 'asked', number: null, fileName: null, reason: null, issuedAt: null } as const
