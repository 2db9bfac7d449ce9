import type { ChannelClaim, ClaimReturn } from '../../domain/difference/channelClaim'

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
