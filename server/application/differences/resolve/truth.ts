import { oursOf, theirsOf } from '../../../domain/difference/facts'
import type { ChannelTruth } from '../../../domain/difference/resolution'
import { noonOf } from '../../../domain/reconciliation/row'
import type { Difference } from '../../../domain/reconciliation/run'
import { type Refusal, type RefusalCode, refuse } from '../../common/refusal'
import type { ChannelRefusal, RefundOutcome } from '../../ports/channels'

/** What a channel says of a payment when it is asked. */
export type PaymentAnswer = Extract<ChannelTruth, { says: 'paid' | 'not-paid' }>

/** What a channel says of a refund when it is asked. */
export type RefundAnswer = Exclude<RefundOutcome, ChannelRefusal>

/** On whose word a resolution rests: what was said is judged, and given as what may be booked, or refused with one of `Code`. */
export interface Truth<Code extends RefusalCode> {
  /** Of a payment, as its channel says; left out where it is not about payments that a channel can be asked about. */
  ofPayment?(said: PaymentAnswer, item: Difference): ChannelTruth | Refusal<Code>
  /** Of a refund, as its channel says; left out where it is not about refunds. */
  ofRefund?(said: RefundAnswer, item: Difference): ChannelTruth | Refusal<Code>
  /** A bank cannot be asked: its own word is its file. */
  ofBank(item: Difference): ChannelTruth | Refusal<Code>
}

/** A payment of this amount, in fen; refused when it was not paid, or is of another. */
export function paidWith(
  said: PaymentAnswer,
  expectedFen: number,
): ChannelTruth | Refusal<'channel-not-paid' | 'channel-says-otherwise'> {
  if (said.says === 'not-paid') return refuse('channel-not-paid')
  return said.amountFen === expectedFen ? said : refuse('channel-says-otherwise', { amountFen: said.amountFen })
}

/** The very payment that the file shows, with its amount: another number than the one asked for would be another payment. */
export function thatVeryPayment(
  said: PaymentAnswer,
  item: Difference,
): ChannelTruth | Refusal<'channel-not-paid' | 'channel-says-otherwise'> {
  if (said.says === 'paid' && said.transactionId !== item.key) {
    return refuse('channel-says-otherwise', { amountFen: said.amountFen })
  }
  return paidWith(said, theirsOf(item))
}

/** A refund that is done, with the amount that the file shows. */
export function refundedAsShown(
  said: RefundAnswer,
  item: Difference,
): ChannelTruth | Refusal<'channel-says-otherwise' | 'refund-not-done'> {
  if (said.outcome !== 'succeeded') return refuse('refund-not-done')
  const rowFen = Math.abs(item.theirFen ?? item.ourFen ?? 0)
  const amountFen = said.refundedFen ?? rowFen
  if (amountFen !== rowFen) return refuse('channel-says-otherwise', { amountFen })
  const doneAt = said.doneAt ?? item.seen?.theirs?.at ?? item.seen?.ours?.at ?? item.openedAt
  const channelRefundId = said.channelRefundId ?? item.seen?.theirs?.channelNo ?? null
  return { says: 'refunded', refundNo: item.key, channelRefundId, amountFen, doneAt }
}

/** An amount of ours is put right by the channel's own word only, not by the file's row alone. */
export function refundedOtherwise(
  said: RefundAnswer,
  item: Difference,
): ChannelTruth | Refusal<'channel-says-otherwise' | 'channel-says-ours' | 'channel-silent' | 'refund-not-done'> {
  if (said.outcome !== 'succeeded') return refuse('refund-not-done')
  if (said.refundedFen === undefined) return refuse('channel-silent')
  if (said.refundedFen === oursOf(item)) return refuse('channel-says-ours', { amountFen: said.refundedFen })
  return refundedAsShown(said, item)
}

/** The row of a bank's file, as what the bank says of a payment or refund. */
export function bankRow(item: Difference): ChannelTruth | Refusal<'resolution-does-not-fit'> {
  const row = item.seen?.theirs
  if (!row) return refuse('resolution-does-not-fit')
  const { key, userCode, amountFen } = row
  if (item.rowKind === 'refund') {
    const doneAt = row.at ?? noonOf(item.date)
    const refundNo = item.seen?.ours?.key ?? key
    return { says: 'refunded', refundNo, channelRefundId: row.channelNo, amountFen, doneAt }
  }
  return { says: 'file-row', transactionId: key, userCode: userCode ?? null, amountFen, paidOn: item.date }
}
