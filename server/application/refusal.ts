import { DIFFERENCE_REFUSALS } from './differenceRefusals'
import { FILE_REFUSALS } from './files/fileRefusals'
import { REFUND_REFUSALS } from './refunds/refundRefusals'
import { SEASON_REFUSALS } from './seasonRefusals'
import { SETTLEMENT_REFUSALS } from './settlementRefusals'
import { VOUCHER_REFUSALS } from './vouchers/voucherRefusals'

/**
 * Why something was refused, as a value (architecture.md, rule 7). adapters/http/problems.ts gives each its status and its
 * Chinese sentence; facts go with it for the sentence and for the page.
 */
export const REFUSALS = [
  ...SEASON_REFUSALS,
  ...FILE_REFUSALS,
  ...DIFFERENCE_REFUSALS,
  'not-found',
  'no-price',
  'bad-login-code',
  'channel-unavailable',
  'channel-refused',
  'channel-not-offered',
  'proof-does-not-match',
  'no-bill',
  'nothing-owed',
  'payment-closed',
  'no-instalments',
  'arrears-first',
  'instalments-over',
  'below-minimum',
  'more-than-owed',
  'just-paid',
  'order-not-open',
  'order-not-paid',
  'already-invoiced',
  'bad-tax-number',
  'invoice-not-ready',
  'invoices-off',
  'already-proposed',
  'not-proposed',
  'maker-is-checker',
  'payload-changed',
  'login-failed',
  'login-blocked',
  'second-factor-needed',
  'second-factor-wrong',
  'weak-password',
  'login-name-taken',
  'staff-number-taken',
  'not-awaiting',
  'not-allowed',
  'refund-too-much',
  'too-many-refunds',
  'refund-window-over',
  'not-refundable',
  'already-resolved',
  'invoice-first',
  'already-claimed',
  'same-household',
  ...SETTLEMENT_REFUSALS,
  ...VOUCHER_REFUSALS,
  ...REFUND_REFUSALS,
] as const
export type RefusalCode = (typeof REFUSALS)[number]

export interface Refusal {
  refused: RefusalCode
  reason?: string
  facts?: Record<string, string | number>
}

/** Makes a refusal; `facts` are safe to show. */
export function refuse(refused: RefusalCode, facts?: Record<string, string | number>): Refusal {
  return facts ? { refused, facts } : { refused }
}

/** Tells an outcome that was expected to fail from one that went well. */
export function isRefusal<T extends object>(outcome: T | Refusal): outcome is Refusal {
  // An answer may count what was refused; a refusal names its code.
  return 'refused' in outcome && typeof outcome.refused === 'string'
}
