/** Takes an amount from one account to another; balanced by construction. Insert-only (architecture.md, rule 5). */
export interface Transfer {
  id: string
  company: string
  /** One business event is posted once: UNIQUE together with `sequence` (M3). */
  postingKey: string
  sequence: number
  event: LedgerEvent
  debitAccount: string
  creditAccount: string
  amountFen: number
  /** The civil day on which it counts. */
  effectiveOn: string
  recordedAt: number
  householdId: string | null
  season: string | null
  /** What proves it: a bill, a payment, a file. */
  evidenceKind:
    | 'bill'
    | 'payment'
    | 'file'
    | 'refund'
    | 'resolution'
    | 'transfer'
    | 'bill-change'
    | 'credit-use'
    | 'settlement'
    | 'payout'
    | 'difference'
    | 'bank-entry'
    | 'gas-subsidy'
    | 'gas-payout'
  evidenceId: string
  /** SHA-256 over the fields above: an edit behind the ledger's back is seen by verify-ledger. */
  digest: string
}

/** Business events that post; docs/money.md shows each with numbers. */
export const LEDGER_EVENTS = [
  'bill-opened',
  'payment-applied',
  'payment-suspended',
  'credit-applied',
  'bill-changed',
  'refund-requested',
  'refund-paid',
  'refund-kept-as-credit',
  'refund-paid-to-card',
  'refund-returned-from-card',
  'refund-to-own-account',
  'suspense-applied',
  'payment-taken-back',
  'payment-corrected',
  'refund-corrected',
  'refund-claimed',
  'fee-claimed',
  'settlement-claimed',
  'debit-claimed',
  'claim-returned',
  'difference-written-off',
  'settlement-refund-due',
  'settlement-refund-lessened',
  'top-up-billed',
  'meter-test-billed',
  'payout-paid',
  'payout-returned',
  'refund-carried-over',
  'channel-fee',
  'fee-accepted',
  'channel-charged',
  'channel-settled',
  'bank-charge',
  'bank-interest',
  'own-movement',
  'gas-subsidy-granted',
  'gas-subsidy-collected',
  'reversal',
] as const
export type LedgerEvent = (typeof LEDGER_EVENTS)[number]

/** A transfer as the rules propose it, before it is numbered and dated. */
export interface Posting {
  debitAccount: string
  creditAccount: string
  amountFen: number
  householdId?: string | null
  season?: string | null
}

/** What moves nothing is no posting. */
export const keepPositive = (postings: readonly Posting[]): Posting[] =>
  postings.filter((posting) => posting.amountFen > 0)
