import type { ClaimAbout, ClaimStatus } from '../../../contract/differenceWords'
import { sumFen } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import type { PaymentSource } from '../payment/payment'

/** A claim on a channel (渠道追索款), as two people have made it; it is open until all of it has come back. Amounts in fen. */
export interface ChannelClaim {
  /** The resolution that made it, which is the evidence of its entry. */
  id: string
  company: string
  channel: PaymentSource
  differenceId: string
  about: ClaimAbout
  amountFen: number
  /** Guarded: never more than the amount (M2). */
  returnedFen: number
  /** The day on which it counts in the ledger. */
  openedOn: CivilDate
  openedAt: number
}

/** What came back of a claim, or, negative, what was found not to have come after all. Insert-only. */
export interface ClaimReturn {
  id: string
  company: string
  claimId: string
  /** The resolution that says so. */
  resolutionId: string
  amountFen: number
  /** The movement on our own account that brought it; null where it came back to the account at the channel. */
  entryId: string | null
  at: number
}

/** How much of a claim ends with money that came back, in fen. */
export interface ClaimShare {
  claimId: string
  amountFen: number
}

/** What has not come back yet, in fen. */
export const openFen = ({ amountFen, returnedFen }: Pick<ChannelClaim, 'amountFen' | 'returnedFen'>): number =>
  amountFen - returnedFen

/** How far a claim has come. */
export function statusOf({ amountFen, returnedFen }: Pick<ChannelClaim, 'amountFen' | 'returnedFen'>): ClaimStatus {
  if (returnedFen === 0) return 'open'
  return returnedFen < amountFen ? 'partly' : 'ended'
}

type Open = Pick<ChannelClaim, 'id' | 'channel' | 'amountFen' | 'returnedFen' | 'openedOn'>

/** What is open of some claims together, in fen. */
export const openInAll = (claims: readonly Open[]): number => sumFen(claims.map(openFen))

/** The channels on which at least so much is claimed, in fen. */
export function channelsOwing(claims: readonly Open[], amountFen: number): PaymentSource[] {
  const channels = [...new Set(claims.map(({ channel }) => channel))]
  return channels.filter((one) => openInAll(claims.filter(({ channel }) => channel === one)) >= amountFen)
}

/**
 * Which claims end with an amount that came back, in fen: the one that is open with exactly it, else the oldest first, the last
 * of them in part. Undefined when they do not come to so much: more than is claimed never ends a claim.
 */
export function sharesOf(claims: readonly Open[], amountFen: number): ClaimShare[] | undefined {
  if (amountFen <= 0 || openInAll(claims) < amountFen) return undefined
  const exact = claims.find((claim) => openFen(claim) === amountFen)
  if (exact) return [{ claimId: exact.id, amountFen }]
  const text = ({ openedOn, id }: Open) => `${openedOn} ${id}`
  const oldestFirst = [...claims].sort((one, other) => (text(one) < text(other) ? -1 : 1))
  const shares: ClaimShare[] = []
  let left = amountFen
  for (const claim of oldestFirst) {
    const share = Math.min(left, openFen(claim))
    if (share > 0) shares.push({ claimId: claim.id, amountFen: share })
    left -= share
  }
  return shares
}
