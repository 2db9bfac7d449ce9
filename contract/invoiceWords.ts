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
