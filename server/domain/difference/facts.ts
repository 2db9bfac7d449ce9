import { isChannel } from '../../../contract/channelWords'
import type { TransitParty } from '../bankMatching/transit'
import type { CivilDate } from '../calendar/civilDate'
import { stillWaits } from '../closing/closure'
import type { Difference } from '../reconciliation/run'
import type { ChannelClaim } from './channelClaim'

/** What decides which resolutions a difference may have. */
export interface ResolvingFacts {
  today: CivilDate
  /** The most that may be written off at a time, in fen. */
  writeOffFen: number
  /** The day on which our books have the very payment or refund of a row that stands alone already; null where they do not. */
  bookedOn: CivilDate | null
  /** What people call its channel or bank. */
  channelName: string
  /** What the company still claims from channels. */
  claims: readonly ChannelClaim[]
  /** A bank's file has used one number twice, for another amount or user: the row is no mere repetition. */
  secondOfNumber: boolean
  /** The movement that a re-sent statement contradicts is booked as it was told before. */
  contradictsBooked: boolean
  /** The movement of our own account, or of the account at a channel, is in our books already: it was opened again, or told twice. */
  isBooked: boolean
  /** Money that was sent to us and that this statement's day has missed is on its way still: whose it is; null where none is. */
  missing: TransitParty | null
  /**
   * Of a payment whose bank has corrected its user code: what of it is still where it was booked, in fen; whether anybody has the new code;
   * and whether people have sent some of it elsewhere already. Null for anything else.
   */
  payer: { leftFen: number; isKnown: boolean; wasMoved: boolean } | null
}

/** What of a difference decides how it may be resolved. */
export type Item = Pick<
  Difference,
  'kind' | 'subKind' | 'rowKind' | 'channel' | 'bill' | 'key' | 'ourFen' | 'theirFen' | 'status' | 'date' | 'seen'
>

/** Whether it is money that came to us and that nothing explains: at a channel, or in our own account. */
export const mayEndClaims = ({ subKind, theirFen }: Item): boolean =>
  (subKind === 'movement' || subKind === 'deposit') && (theirFen ?? 0) > 0

/** The claims that such money may end: in our own account those of any; at a channel that channel's, and what left our account for it. */
export const claimsFor = (item: Item, claims: readonly ChannelClaim[]): readonly ChannelClaim[] =>
  item.subKind === 'deposit'
    ? claims
    : claims.filter(({ channel, about }) => channel === item.channel || about === 'debit')

/** By how much the two sides differ: theirs less ours, in fen. */
export function byFenOf({ ourFen, theirFen }: Pick<Item, 'ourFen' | 'theirFen'>): number {
  return (theirFen ?? 0) - (ourFen ?? 0)
}

/** What our side has, in fen, without the sign of its direction. */
export const oursOf = ({ ourFen }: Pick<Item, 'ourFen'>): number => Math.abs(ourFen ?? 0)

/** What their side has, in fen, without the sign of its direction. */
export const theirsOf = ({ theirFen }: Pick<Item, 'theirFen'>): number => Math.abs(theirFen ?? 0)

/** By how much the two sides differ, in fen, whichever has more. */
export const apartOf = (item: Pick<Item, 'ourFen' | 'theirFen'>): number => Math.abs(byFenOf(item))

/**
 * What a difference is by now: one at the day's cut whose other half never came stands alone. A row of another day, or of another
 * order, is foreign to its file; but of our own merchant it is our money, and has to be in our books.
 */
export function kindNow(item: Item, { today }: Pick<ResolvingFacts, 'today'>): Item['kind'] {
  const alone = item.ourFen === null ? 'channel-only' : 'ours-only'
  if (item.kind === 'carried-over') return stillWaits(item, today) ? item.kind : alone
  if (item.kind !== 'foreign' || !item.seen) return item.kind
  const isAnothers = item.seen.theirs?.foreignMerchant === true
  if (item.ourFen === null) return isAnothers ? item.kind : alone
  // Ours has no other row: whether the channel has it, the channel is asked.
  return isAnothers || byFenOf(item) === 0 ? 'status' : 'amount'
}

/** Whether a channel or bank has taken a payment that our books do not have, not on another day either. */
export const isPaymentMissed = (item: Item, facts: Pick<ResolvingFacts, 'today' | 'bookedOn'>): boolean =>
  item.subKind === 'transaction' &&
  item.rowKind === 'payment' &&
  kindNow(item, facts) === 'channel-only' &&
  facts.bookedOn === null

/** A difference in a sentence: whose, of which day, and which number. */
export const nameOf = ({ date, key }: Item, { channelName }: Pick<ResolvingFacts, 'channelName'>): string =>
  `${channelName} ${date} 的 ${key}`

/** On whose word a sentence rests: a channel is asked first, a bank cannot be. */
export const whoIsAsked = ({ channel }: Pick<Item, 'channel'>): string =>
  isChannel(channel) ? '先向渠道核实' : '以银行文件的这一行为准'
