import { LEDGER_EVENTS, type LedgerEvent } from '../ledger/transfer'

/**
 * Which business events lower what was paid, and so ask first whether an invoice says more than is left (faults.md, Invariants:
 * invoiced ≤ paid − refunded). A new event does not compile until it stands here:
 *
 * - `payment`: takes from one payment, through the guard that its invoice holds too (`refunds.reserve`): given back, moved to another
 *   household, corrected by its channel or its bank's user code, a credit of it paid out. Refused until the invoice is taken back, or
 *   in the same transaction as its red letter, for which the money waits.
 * - `season`: a refund after the season is of no one payment: when it is applied for, the season's invoices are taken back until they
 *   say no more than remains (TS4), and no payout holds it before.
 * - `none`: nothing goes back to who paid. What a household has too much stays paid, as its credit, until it is given back.
 */
export const INVOICE_QUESTIONS = {
  'bill-opened': 'none',
  'payment-applied': 'none',
  'payment-suspended': 'none',
  'credit-applied': 'none',
  'bill-changed': 'none',
  'refund-requested': 'payment',
  'refund-paid': 'none',
  'refund-kept-as-credit': 'none',
  'refund-paid-to-card': 'none',
  'refund-returned-from-card': 'none',
  'refund-to-own-account': 'none',
  'suspense-applied': 'none',
  'payment-taken-back': 'payment',
  'payment-corrected': 'payment',
  'refund-corrected': 'payment',
  'refund-claimed': 'none',
  'fee-claimed': 'none',
  'settlement-claimed': 'none',
  'debit-claimed': 'none',
  'claim-returned': 'none',
  'difference-written-off': 'none',
  'settlement-refund-due': 'none',
  'settlement-refund-lessened': 'none',
  'top-up-billed': 'none',
  'meter-test-billed': 'none',
  'payout-paid': 'season',
  'payout-returned': 'none',
  'refund-carried-over': 'none',
  'channel-fee': 'none',
  'fee-accepted': 'none',
  'channel-charged': 'none',
  'channel-settled': 'none',
  'bank-charge': 'none',
  'bank-interest': 'none',
  'own-movement': 'none',
  'gas-subsidy-granted': 'none',
  'gas-subsidy-collected': 'none',
  reversal: 'none',
} as const satisfies Readonly<Record<LedgerEvent, 'payment' | 'season' | 'none'>>

/** The events that take from one payment. */
export type LowersPayment = {
  [Event in LedgerEvent]: (typeof INVOICE_QUESTIONS)[Event] extends 'payment' ? Event : never
}[LedgerEvent]

/** The events that lower what was paid, of one payment or of a season. */
export type LoweringEvent = {
  [Event in LedgerEvent]: (typeof INVOICE_QUESTIONS)[Event] extends 'none' ? never : Event
}[LedgerEvent]

const asks = (event: LedgerEvent): event is LoweringEvent => INVOICE_QUESTIONS[event] !== 'none'

export const LOWERING_EVENTS: readonly LoweringEvent[] = LEDGER_EVENTS.filter(asks)
