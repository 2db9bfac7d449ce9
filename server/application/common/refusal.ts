/** Why work on a difference, or the closing of a day, was refused; adapters/http/differenceProblems.ts has the sentence for each. */
export const DIFFERENCE_REFUSALS = [
  'difference-closed',
  'resolution-does-not-fit',
  'user-code-needed',
  'no-such-user-code',
  'channel-silent',
  'channel-not-paid',
  'channel-knows-it',
  'channel-says-ours',
  'channel-says-otherwise',
  'refund-not-done',
  'books-changed',
  'payment-unknown',
  'suspense-first',
  'over-write-off-limit',
  'fee-not-booked',
  'claim-needed',
  'no-such-claim',
  'claims-too-small',
  'shares-needed',
  'evidence-needed',
  'remind-day-needed',
  'bank-file-holds-it',
  'statement-not-followed',
  'not-closed-yet',
  'day-closed',
  'day-not-ready',
  'sheet-unreadable',
  'no-such-owner',
  'bad-attachment',
] as const

/** Why something about the files of channels and banks was refused. */
export const FILE_REFUSALS = [
  'file-not-acceptable',
  'no-such-channel',
  'file-gone',
  'future-day',
  'too-many-days',
  'mapping-unreadable',
] as const

/** Why something about our own accounts was refused; adapters/http/accountBookProblems.ts has the sentence for each. */
export const ACCOUNT_BOOK_REFUSALS = [
  'no-statement-balance',
  'balances-differ',
  'month-not-over',
  'signed-already',
] as const

/** Why a refund's route was refused; adapters/http/settlementProblems.ts has the sentence for each. */
export const REFUND_REFUSALS = ['card-needed', 'card-refused', 'route-not-open', 'refund-under-way'] as const

/** Why something that belongs to a season's life was refused; adapters/http/seasonProblems.ts has the sentence for each. */
export const SEASON_REFUSALS = [
  'bind-first',
  'not-offered',
  'outside-window',
  'charged-as-normal',
  'already-asked',
  'already-suspended',
  'not-suspended',
  'moved-out',
  'consent-needed',
  'consent-not-needed',
  'wrong-status',
  'not-inspected',
  'no-inspection-needed',
  'date-out-of-range',
  'only-early-or-late',
  'nothing-changed',
  'already-decided',
  'no-review-needed',
  'not-heated',
  'measured-already',
  'absurd-temperature',
  'too-few-measurements',
  'warm-enough',
  'mean-differs',
  'not-confirmed',
  'already-reduced',
  'more-than-billed',
  'reported-twice',
  'below-earlier',
  'other-meter',
  'meter-of-another',
  'no-gas-home',
  'bad-photo',
  'absurd-reading',
  'no-subsidy-rate',
  'readings-missing',
  'nothing-used',
  'already-granted',
  'subsidy-changed',
  'not-granted',
  'already-collected',
  'credit-spent',
  'paper-not-dated-yet',
  'amounts-changed',
] as const

/** Why something after the season was refused; adapters/http/settlementProblems.ts has the sentence for each. */
export const SETTLEMENT_REFUSALS = [
  'season-not-over',
  'no-such-season',
  'nothing-to-publish',
  'already-objected',
  'objection-open',
  'refund-applied',
  'nothing-to-refund',
  'visit-a-hall',
  'details-differ',
  'bad-bank-card',
  'photo-missing',
  'agreement-lapsed',
  'not-signed',
  'no-mean',
  'mean-known',
  'nothing-to-pay-out',
  'payout-changed',
  'card-checked-already',
  'file-refused',
  'bank-unreachable',
] as const

/** Why something about a company's rulebook was refused; adapters/http/rulebookProblems.ts has the sentence for each. */
export const RULEBOOK_REFUSALS = ['rulebook-wrong', 'rulebook-begins-too-early', 'rulebook-moved-on'] as const

/** Why an export of vouchers was refused; adapters/http/differenceProblems.ts has the sentence for each. */
export const VOUCHER_REFUSALS = ['unknown-template', 'nothing-to-export', 'already-exported'] as const

/**
 * Why something was refused, as a value (architecture.md, rule 7). adapters/http/problems.ts gives each its status and its
 * Chinese sentence; facts go with it for the sentence and for the page.
 */
export const REFUSALS = [
  ...SEASON_REFUSALS,
  ...FILE_REFUSALS,
  ...ACCOUNT_BOOK_REFUSALS,
  ...DIFFERENCE_REFUSALS,
  'not-found',
  'no-price',
  'bad-login-code',
  'channel-unavailable',
  'channel-refused',
  'channel-not-offered',
  'proof-does-not-match',
  'looked-too-often',
  'proof-first',
  'proved-too-often',
  'identity-first',
  'no-bill',
  'nothing-owed',
  'payment-closed',
  'no-instalments',
  'arrears-first',
  'instalments-over',
  'below-minimum',
  'more-than-owed',
  'just-paid',
  'another-is-paying',
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
  'not-one-season',
  'no-special-invoice',
  'already-claimed',
  'same-household',
  ...SETTLEMENT_REFUSALS,
  ...RULEBOOK_REFUSALS,
  ...VOUCHER_REFUSALS,
  ...REFUND_REFUSALS,
] as const

export type RefusalCode = (typeof REFUSALS)[number]

/** A refusal that is one of `Code`: what a verb can refuse stands in its type, and its route says each (adapters/http/routing/route.ts). */
export interface Refusal<Code extends RefusalCode> {
  refused: Code
  reason?: string
  facts?: Record<string, string | number>
}

/** Makes a refusal; `facts` are safe to show. */
export function refuse<const Code extends RefusalCode>(
  refused: Code,
  facts?: Record<string, string | number>,
): Refusal<Code> {
  return facts ? { refused, facts } : { refused }
}

/** The codes that an outcome can be refused with. */
export type RefusedWith<Outcome> = Extract<Outcome, Refusal<RefusalCode>>['refused']

const CODES: ReadonlySet<unknown> = new Set(REFUSALS)

/** Tells an outcome that was expected to fail from one that went well. */
export function isRefusal<T extends object, Code extends RefusalCode>(
  outcome: T | Refusal<Code>,
): outcome is Refusal<Code> {
  // An answer may count what was refused, or say it in a sentence; a refusal names its code.
  return 'refused' in outcome && CODES.has(outcome.refused)
}
