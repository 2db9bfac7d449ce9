import { isChannel } from '../../../contract/channelWords'
import type { Resolution } from '../../../contract/differenceWords'
import { mostFeeOf } from '../bankMatching/fees'
import type { TransitParty } from '../bankMatching/transit'
import type { CivilDate } from '../calendar/civilDate'
import { stillWaits } from '../closing/closure'
import type { Difference } from '../reconciliation/run'
import { type ChannelClaim, channelsOwing, openFen } from './channelClaim'

/** What decides which resolutions a difference may have. */
export interface ResolvingFacts {
  today: CivilDate
  /** The most that may be written off at a time, in fen. */
  writeOffFen: number
  /** The day on which our books have the very payment of a `channel-only` row already; null where they do not. */
  bookedOn: CivilDate | null
  /** What people call its channel or bank. */
  channelName: string
  /** What the company still claims from channels. */
  claims: readonly ChannelClaim[]
  /** A bank's file has used one number twice, for another amount or user: the row is no mere repetition. */
  secondOfNumber: boolean
  /** A re-sent statement tells otherwise of a movement that is booked. */
  contradictsBooked: boolean
  /** Money that was sent to us and that this statement's day has missed is on its way still: whose it is; null where none is. */
  missing: TransitParty | null
  /**
   * Of a payment whose bank has corrected its user code: what of it is still where it was booked, in fen; whether anybody has the new code;
   * and whether people have sent some of it elsewhere already. Null for anything else.
   */
  payer: { leftFen: number; isKnown: boolean; wasMoved: boolean } | null
}

export type Item = Pick<
  Difference,
  'kind' | 'rowKind' | 'channel' | 'bill' | 'key' | 'ourFen' | 'theirFen' | 'status' | 'date' | 'seen'
>

/** What moved on the merchant's account beside payments and refunds: a channel cannot be asked about it by its number. */
const isMovement = ({ bill, kind, seen }: Item): boolean =>
  bill === 'fundflow' && kind === 'channel-only' && seen !== null && !seen.ours && !seen.theirs

/** Whether it is money that came to us and that nothing explains: at a channel, or in our own account. */
export const mayEndClaims = (item: Item): boolean =>
  (item.theirFen ?? 0) > 0 &&
  (isMovement(item) || (item.bill === 'statement' && item.kind === 'channel-only' && item.rowKind === 'payment'))

/** The claims that such money may end: at a channel that channel's, in our own account those of any. */
export const claimsFor = (item: Item, claims: readonly ChannelClaim[]): readonly ChannelClaim[] =>
  item.bill === 'statement' ? claims : claims.filter(({ channel }) => channel === item.channel)

/** Money from a channel or bank that quotes its number and is of another amount. */
export const isArrival = ({ bill, kind, seen }: Pick<Item, 'bill' | 'kind' | 'seen'>): boolean =>
  bill === 'statement' && kind === 'amount' && seen?.theirs !== null && seen?.theirs !== undefined

/** What a changed file says was sent to us, against what has come of it already: neither side is one payment. */
export const isGap = ({ bill, kind, seen }: Pick<Item, 'bill' | 'kind' | 'seen'>): boolean =>
  bill !== 'statement' && kind === 'amount' && seen !== null && !seen.ours && !seen.theirs

/** What is missing from our account is waited for, asked after or claimed; it is never acknowledged: money has to come. */
const missingResolutions = (from: TransitParty): Resolution[] =>
  from === 'payout' ? ['await-arrival', 'ask-bank'] : ['await-arrival', 'ask-bank', 'claim-settlement']

/** Whether a resolution waits for money, and so wants a day on which the desk is reminded. */
export const isReminded = (resolution: Resolution): boolean =>
  resolution === 'await-arrival' || resolution === 'ask-bank'

/** Less than was sent: a fee, the first part, or too little to pursue. More: what is beyond is held, or too little to pursue. */
function arrivalResolutions(item: Item, small: readonly Resolution[]): Resolution[] {
  const byFen = byFenOf(item)
  if (byFen > 0) return ['to-suspense', ...small]
  const fee: Resolution[] = 0 - byFen <= mostFeeOf(item.ourFen ?? 0) ? ['accept-fee'] : []
  return [...fee, 'await-rest', ...small]
}

/** Money that came back may end what is claimed, if so much is; it is suggested where one claim is of this very amount. */
function claimResolutions(item: Item, claims: readonly ChannelClaim[]): { sure: Resolution[]; maybe: Resolution[] } {
  const amountFen = item.theirFen ?? 0
  const fit = claimsFor(item, claims)
  if (!mayEndClaims(item) || channelsOwing(fit, amountFen).length === 0) return { sure: [], maybe: [] }
  const sure = isMovement(item) || fit.some((claim) => openFen(claim) === amountFen)
  return sure ? { sure: ['claim-returned'], maybe: [] } : { sure: [], maybe: ['claim-returned'] }
}

/** By how much the two sides differ: theirs less ours, in fen. */
export function byFenOf({ ourFen, theirFen }: Pick<Item, 'ourFen' | 'theirFen'>): number {
  return (theirFen ?? 0) - (ourFen ?? 0)
}

/** What a difference is by now: one at the day's cut whose other half never came stands alone. */
function kindNow(item: Item, today: CivilDate): Item['kind'] {
  if (item.kind !== 'carried-over' || stillWaits(item, today)) return item.kind
  return item.ourFen === null ? 'channel-only' : 'ours-only'
}

/** The resolutions that fit a difference, the suggested one first. Empty: it is to be waited for, or nothing can be done here. */
export function possibleResolutions(item: Item, facts: ResolvingFacts): Resolution[] {
  const { today, writeOffFen, bookedOn } = facts
  const { sure, maybe } = claimResolutions(item, facts.claims)
  const byFen = byFenOf(item)
  const small: Resolution[] = byFen !== 0 && Math.abs(byFen) <= writeOffFen ? ['write-off'] : []
  const bank = !isChannel(item.channel)
  const payment = item.rowKind === 'payment'
  // Our own account's statement: a deposit can be booked; what is missing is chased, what is odd taken up with the bank.
  if (item.bill === 'statement') {
    if (isArrival(item)) return arrivalResolutions(item, small)
    // What is booked and not there any more moves money: whoever doubts the re-sent statement puts the old one in force again.
    if (facts.contradictsBooked) return ['follow-statement']
    if (facts.missing !== null) return missingResolutions(facts.missing)
    if (item.kind !== 'channel-only' || !payment) return ['acknowledge']
    return [...sure, 'to-suspense', 'apply', ...maybe, 'acknowledge']
  }
  if (isMovement(item)) return [...sure, 'acknowledge']
  if (isGap(item)) return byFen > 0 ? ['await-rest', ...small] : ['to-suspense', ...small]
  switch (kindNow(item, today)) {
    case 'channel-only':
      if (!payment) return ['book-refund', 'claim-refund']
      if (bookedOn !== null) return ['acknowledge']
      return bank ? ['book-payment', 'to-suspense', 'apply'] : ['book-payment', 'to-suspense', 'apply', 'refund']
    case 'ours-only':
      return payment ? ['take-back-payment', ...small] : ['refresh-status', 'take-back-refund']
    case 'amount':
      if (payment) return ['correct-amount', ...small]
      // A refund is negative: less than ours is more given back.
      return byFen < 0 ? ['correct-amount', 'claim-refund', ...small] : ['correct-amount', ...small]
    case 'status':
      if (item.ourFen === null) return ['acknowledge']
      return payment ? ['refresh-status', 'take-back-payment'] : ['refresh-status', 'take-back-refund']
    case 'payer': {
      // What is still with the wrong household moves; a word is enough only where people have sent it elsewhere before.
      const move: Resolution[] = (facts.payer?.leftFen ?? 0) > 0 ? ['move-payment'] : []
      return facts.payer?.wasMoved ? [...move, 'acknowledge'] : move
    }
    case 'fee':
      return byFen > 0 ? ['claim-fee', 'accept-fee'] : ['accept-fee']
    case 'duplicate-row':
      return facts.secondOfNumber ? ['book-second', 'acknowledge'] : ['acknowledge']
    case 'foreign':
      return ['acknowledge']
    default:
      return []
  }
}

/** The money that a resolution moves, in fen; null when it moves none. */
export function amountOf(
  resolution: Resolution,
  item: Pick<Item, 'ourFen' | 'theirFen' | 'bill' | 'kind' | 'seen'>,
): number | null {
  const byFen = Math.abs(byFenOf(item))
  if (isArrival(item)) return resolution === 'write-off' ? byFen : Math.abs(item.theirFen ?? 0)
  if (isGap(item)) return byFen
  switch (resolution) {
    case 'accept-fee':
    case 'await-arrival':
    case 'ask-bank':
    case 'acknowledge':
    case 'refresh-status':
      return null
    case 'claim-settlement':
    case 'take-back-payment':
    case 'take-back-refund':
      return Math.abs(item.ourFen ?? 0)
    case 'await-rest':
    case 'correct-amount':
    case 'claim-fee':
    case 'claim-refund':
    case 'follow-statement':
    case 'write-off':
      return byFen
    default:
      return Math.abs(item.theirFen ?? 0)
  }
}
