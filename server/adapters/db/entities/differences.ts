import type { DifferenceEvent } from '../../../application/ports/differences'
import type { Closure, ControlTotal } from '../../../domain/closing/closure'
import type { ChannelClaim, ClaimReturn } from '../../../domain/difference/channelClaim'
import type { ResolutionRecord } from '../../../domain/difference/resolution'
import { amount, count, json, key, moment, nullable, sealed, word } from '../columns'
import type { TableShape } from './table'

export interface WriteOffMonth {
  company: string
  month: string
  writtenOffFen: number
}

export interface ClosingDay {
  company: string
  closedUntil: string
  touched: number
}

/** A control total of a closure. */
export interface ClosureAccount extends ControlTotal {
  closureId: string
}

/** How differences were resolved: who, when, why, by which approval, and what it did. Insert-only. */
export const resolutions: TableShape<ResolutionRecord> = {
  name: 'resolutions',
  columns: {
    id: key(word(26)),
    company: word(32),
    differenceId: word(26),
    resolution: word(20),
    /** Sealed: free text, which may name people. */
    reason: sealed,
    amountFen: nullable(amount),
    approvalId: word(26),
    madeBy: word(64),
    checkedBy: word(64),
    at: moment,
    /** The payment that it booked, took back or corrected. */
    paymentId: nullable(word(26)),
    /** How much of that payment it took back, in fen. */
    takenBackFen: amount,
    refundNo: nullable(word(64)),
    /** What the channel said when it was asked. */
    truth: nullable(json),
  },
  uniques: [['approvalId']],
  indices: [['differenceId'], ['paymentId'], ['company', 'at']],
}

/** What happened to differences beside proposals, which the approvals tell. Insert-only. */
export const differenceEvents: TableShape<DifferenceEvent> = {
  name: 'difference_events',
  columns: {
    id: key(word(26)),
    company: word(32),
    differenceId: word(26),
    at: moment,
    who: word(64),
    act: word(12),
    note: nullable(sealed),
    approvalId: nullable(word(26)),
  },
  indices: [['differenceId', 'at']],
}

/** How much of a month's differences was written off; guarded by the company's limit (M2). */
export const writeOffMonths: TableShape<WriteOffMonth> = {
  name: 'write_off_months',
  columns: { company: key(word(32)), month: key(word(7)), writtenOffFen: amount },
}

/** Until which day a company's books are closed; '' before the first. Anyone who closes, and anyone who books late, writes this row (M2). */
export const closingDays: TableShape<ClosingDay> = {
  name: 'closing_days',
  columns: { company: key(word(32)), closedUntil: word(10), touched: count },
}

/** Closed days, with their control totals. Insert-only. */
export const closures: TableShape<Closure> = {
  name: 'closures',
  columns: {
    id: key(word(26)),
    company: word(32),
    since: word(10),
    date: word(10),
    closedAt: moment,
    closedBy: word(64),
    transfers: count,
    amountFen: amount,
  },
  uniques: [['company', 'date']],
}

export const closureAccounts: TableShape<ClosureAccount> = {
  name: 'closure_accounts',
  columns: {
    closureId: key(word(26)),
    account: key(word(64)),
    debitFen: amount,
    creditFen: amount,
  },
}

/** Claims on channels; what came back is guarded by the amount (M2). */
export const channelClaims: TableShape<ChannelClaim> = {
  name: 'channel_claims',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(32),
    differenceId: word(26),
    about: word(10),
    amountFen: amount,
    returnedFen: amount,
    openedOn: word(10),
    openedAt: moment,
  },
  indices: [['company', 'openedOn'], ['differenceId']],
}

/** What came back of a claim, by which resolution. Insert-only. */
export const channelClaimReturns: TableShape<ClaimReturn> = {
  name: 'channel_claim_returns',
  columns: {
    id: key(word(26)),
    company: word(32),
    claimId: word(26),
    resolutionId: word(26),
    amountFen: amount,
    entryId: nullable(word(26)),
    at: moment,
  },
  uniques: [['resolutionId', 'claimId']],
  indices: [['claimId'], ['entryId']],
}
