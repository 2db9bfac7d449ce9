/** The words of invoices; without zod, so that pages can take them. */

/** A red invoice (红字发票) takes back all of a blue one (蓝字发票). */
export const INVOICE_KINDS = ['blue', 'red'] as const
export type InvoiceKind = (typeof INVOICE_KINDS)[number]
export const INVOICE_KIND_NAMES: Readonly<Record<InvoiceKind, string>> = { blue: '蓝字发票', red: '红字发票' }

/** `reversed`: a blue invoice that a red one has taken back (已红冲). */
export const INVOICE_STATES = ['asked', 'issued', 'failed', 'reversed'] as const
export type InvoiceState = (typeof INVOICE_STATES)[number]
export const INVOICE_STATE_NAMES: Readonly<Record<InvoiceState, string>> = {
  asked: '开具中',
  issued: '已开具',
  failed: '未开成',
  reversed: '已红冲',
}

/** An ordinary invoice, or the special one (专票) whose tax a company deducts; none of those is issued for exempt heat (formats.md 6.2). */
export const INVOICE_DOCUMENTS = ['ordinary', 'special'] as const
export type InvoiceDocument = (typeof INVOICE_DOCUMENTS)[number]
export const INVOICE_DOCUMENT_NAMES: Readonly<Record<InvoiceDocument, string>> = {
  ordinary: '普通发票',
  special: '增值税专用发票',
}

/** What lowers what was paid, as the ledger names it. */
export const LOWERING_EVENT_WORDS = [
  'refund-requested',
  'payment-taken-back',
  'payment-corrected',
  'refund-corrected',
  'payout-paid',
] as const
export type LoweringEventWord = (typeof LOWERING_EVENT_WORDS)[number]
export const LOWERING_EVENT_NAMES: Readonly<Record<LoweringEventWord, string>> = {
  'refund-requested': '退款',
  'payment-taken-back': '缴费转到其他用户',
  'payment-corrected': '更正收款',
  'refund-corrected': '更正退款',
  'payout-paid': '采暖季后退费',
}

/** What became of the invoice of what was lowered; `unmatched`: a red invoice that no refund asked for. */
export const INVOICE_CHECK_RESULTS = ['missing', 'unmatched', 'waiting', 'issued', 'none'] as const
export type InvoiceCheckResult = (typeof INVOICE_CHECK_RESULTS)[number]
export const INVOICE_CHECK_RESULT_NAMES: Readonly<Record<InvoiceCheckResult, string>> = {
  missing: '有退款、没有红字发票',
  unmatched: '有红字发票、没有退款',
  waiting: '红字发票开具中',
  issued: '红字发票已开',
  none: '未开过发票，或余额够',
}
