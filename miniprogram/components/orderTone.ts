import type { InvoiceView, OrderState } from '../../contract/resident'
import type { Tone } from './Tag'

/** The colour that goes with an order's state; its word says the same. */
export const ORDER_TONE: Record<OrderState, Tone> = {
  unpaid: 'soon',
  confirming: 'soon',
  paid: 'good',
  closed: 'quiet',
  refunding: 'soon',
  refunded: 'quiet',
  moved: 'quiet',
  'to-bill': 'good',
  'to-credit': 'good',
}

export const INVOICE_TONE: Record<InvoiceView['state'], Tone> = {
  asked: 'soon',
  issued: 'good',
  failed: 'wrong',
  reversed: 'quiet',
}
