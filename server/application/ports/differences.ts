import type { DifferenceAct, DifferenceStatus } from '../../../contract/differenceWords'
import type { DifferenceOrder, OrderWay } from '../../../contract/orderWords'
import type { Approval } from '../../domain/approval/approval'
import type { ChannelClaim, ClaimReturn } from '../../domain/difference/channelClaim'
import type { ResolutionRecord } from '../../domain/difference/resolution'
import type { DifferenceKind } from '../../domain/reconciliation/mismatch'
import type { Difference } from '../../domain/reconciliation/run'

/** Which differences a list shows; what is left out does not matter. Days are civil, both included. */
export interface DifferenceFilter {
  company: string
  from?: string
  to?: string
  channel?: string
  kind?: DifferenceKind
  status?: DifferenceStatus
  owner?: string
  /** By what the list is sorted; without it the oldest day first. */
  sort?: DifferenceOrder
  way?: OrderWay
}

/** What a list's filters leave, over all pages; amounts in fen. */
export interface DifferenceTotals {
  count: number
  ourFen: number
  theirFen: number
  open: number
  proposed: number
}

/** One thing that happened to a difference; a record that nobody changes. */
export interface DifferenceEvent {
  id: string
  company: string
  differenceId: string
  at: number
  who: string
  act: DifferenceAct
  note: string | null
  approvalId: string | null
}

export interface DifferenceStore {
  byId(id: string): Promise<Difference | undefined>
  byIds(ids: readonly string[]): Promise<Difference[]>
  /** The oldest day first. */
  page(filter: DifferenceFilter, offset: number, limit: number): Promise<Difference[]>
  totals(filter: DifferenceFilter): Promise<DifferenceTotals>
  /** Who owns differences of a company, and at which channels they were seen. */
  known(company: string): Promise<{ owners: string[]; channels: string[] }>
  /** Gives an open item to somebody; true for the one who does (M2). */
  assign(id: string, owner: string): Promise<boolean>
  /** Closes an open item; true for the one who does (M2). */
  close(id: string, closedBy: string, at: number): Promise<boolean>
  /** Opens a closed item again, while it is closed in the way that was seen; true for the one who does (M2). */
  reopen(id: string, closedBy: string): Promise<boolean>

  insertResolution(record: ResolutionRecord): Promise<void>
  /** Of one difference, oldest first. */
  resolutionsOf(differenceId: string): Promise<ResolutionRecord[]>
  resolutionById(id: string): Promise<ResolutionRecord | undefined>
  resolutionsByIds(ids: readonly string[]): Promise<ResolutionRecord[]>
  insertEvents(events: readonly DifferenceEvent[]): Promise<void>
  /** Oldest first. */
  eventsOf(differenceId: string): Promise<DifferenceEvent[]>
  /** Every proposal that was ever made about it, oldest first. */
  proposalsOf(differenceId: string): Promise<Approval[]>
  /** The proposals that wait for their checker, by difference. */
  openProposals(company: string, ids: readonly string[]): Promise<Map<string, string>>

  /** Writes off within a company's month, never more than the limit in all; false when it would (M2). Amounts in fen. */
  writeOff(company: string, month: string, amountFen: number, mostFen: number): Promise<boolean>
  /** How much of our record of a payment the channel's truth changes: its row counts with that much more, or less. */
  correctPayment(paymentId: string, byFen: number): Promise<void>
  /** On which day our books have payments of these numbers, by number, with their amount. */
  paymentsOf(company: string, channel: string, keys: readonly string[]): Promise<Map<string, PaymentInBooks>>
  /** The notification that reported a payment, looked for around a moment. */
  notificationOf(
    company: string,
    channel: string,
    transactionId: string,
    around: number,
  ): Promise<NotificationOfPayment | undefined>
}

export interface PaymentInBooks {
  id: string
  paidOn: string
  amountFen: number
  filedOn?: string | null
}

/** A channel's notification of a payment. */
export interface NotificationOfPayment {
  eventId: string
  receivedAt: number
  processedAt: number | null
}

/** Claims on channels, and what came back of them. */
export interface ChannelClaimStore {
  insert(claim: ChannelClaim): Promise<void>
  byIds(ids: readonly string[]): Promise<ChannelClaim[]>
  /** The claims that were made of a difference. */
  ofDifference(differenceId: string): Promise<ChannelClaim[]>
  /** Of a company, those of which something is still open, the oldest first. */
  open(company: string): Promise<ChannelClaim[]>
  /** Of a company, the oldest first; `openOnly` leaves those out that have ended. */
  page(of: { company: string; openOnly: boolean }, offset: number, limit: number): Promise<ChannelClaim[]>
  count(of: { company: string; openOnly: boolean }): Promise<number>
  /**
   * Counts an amount as come back, negative where it had not: never more than the claim, never less than nothing. True for the
   * one who does (M2).
   */
  giveBack(id: string, amountFen: number): Promise<boolean>
  insertReturn(row: ClaimReturn): Promise<void>
  /** What came back of some claims, oldest first. */
  returnsOf(claimIds: readonly string[]): Promise<ClaimReturn[]>
  /** What a movement on our own account brought back. */
  returnsBy(entryId: string): Promise<ClaimReturn[]>
}
