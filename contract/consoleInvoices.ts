import { z } from 'zod'
import { formatQuery, pageQuery } from './console'
import { civilDate, companyId } from './estimates'
import { INVOICE_CHECK_RESULTS, INVOICE_KINDS, INVOICE_STATES, LOWERING_EVENT_WORDS } from './invoiceWords'

/** Invoices as the finance desk sees them: blue ones, the red ones that take them back, and why one failed. */

export const deskInvoicesQuery = z.object({
  ...pageQuery.shape,
  ...formatQuery.shape,
  company: companyId,
  kind: z.enum(INVOICE_KINDS).optional(),
  state: z.enum(INVOICE_STATES).optional(),
  /** The beginning of an invoice number, an order number or a user code. */
  q: z.string().trim().max(64).optional(),
  /** Days on which it was asked for, both included. */
  from: civilDate.optional(),
  to: civilDate.optional(),
})
const deskInvoice = z.object({
  id: z.string(),
  company: companyId,
  kind: z.enum(INVOICE_KINDS),
  state: z.enum(INVOICE_STATES),
  number: z.string().nullable(),
  orderNo: z.string(),
  household: z.object({ id: z.string(), userCode: z.string() }).nullable(),
  titleKind: z.enum(['personal', 'company']),
  /** A person's name is masked. */
  titleName: z.string(),
  taxNumber: z.string().nullable(),
  /** As printed: a red invoice's is negative. */
  amountFen: z.int(),
  askedAt: z.int(),
  issuedAt: z.int().nullable(),
  /** Why it failed. */
  reason: z.string().nullable(),
  /** A red invoice: the blue one that it takes back, and the refund that waits for it. */
  reverses: z.object({ id: z.string(), number: z.string().nullable() }).nullable(),
  refundNo: z.string().nullable(),
  /** A blue invoice that is, or is being, taken back: its red one. */
  reversedBy: z.object({ id: z.string(), number: z.string().nullable() }).nullable(),
  /** It failed, and may be tried again. */
  canRetry: z.boolean(),
})
export type DeskInvoice = z.infer<typeof deskInvoice>
export const deskInvoicesAnswer = z.object({
  rows: z.array(deskInvoice),
  total: z.int(),
  /** How many there are in each state, of the company; red and blue together. */
  counts: z.object({ asked: z.int(), issued: z.int(), failed: z.int(), reversed: z.int() }),
  /** Why none can be issued at the moment, in words; null when they can. */
  off: z.string().nullable(),
})
export type DeskInvoicesAnswer = z.infer<typeof deskInvoicesAnswer>
/** POST /console/api/invoices/{id}/red-letter: proposes to take an issued blue invoice back; a second person approves it. */
export const redLetterRequest = z.strictObject({
  company: companyId,
  reason: z.string().trim().min(1, '请写明原因').max(80),
})
/** POST /console/api/invoices/{id}/retry */
export const retryInvoiceRequest = z.strictObject({ company: companyId })
export const retriedInvoiceAnswer = z.object({ id: z.string() })

/** GET /console/api/invoices/against-refunds: what lowered what was paid on some days, and red invoices of nobody's refund. */
export const invoiceCheckQuery = z.object({
  company: companyId,
  from: civilDate,
  to: civilDate,
  ...formatQuery.shape,
})
const invoiceCheckRow = z.object({
  /** A movement of money, or a red invoice without one. */
  what: z.enum(['movement', 'red']),
  event: z.enum(LOWERING_EVENT_WORDS).nullable(),
  /** The refund's number, or what else proves it. */
  evidenceId: z.string(),
  on: civilDate,
  amountFen: z.int(),
  result: z.enum(INVOICE_CHECK_RESULTS),
  userCode: z.string().nullable(),
  invoiceNo: z.string().nullable(),
  /** What the invoice says, and where it says too much the most that it may. */
  invoicedFen: z.int().nullable(),
  atMostFen: z.int().nullable(),
})
export type InvoiceCheckRow = z.infer<typeof invoiceCheckRow>
export const invoiceCheckAnswer = z.object({ rows: z.array(invoiceCheckRow) })
export type InvoiceCheckAnswer = z.infer<typeof invoiceCheckAnswer>
