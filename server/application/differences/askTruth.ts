import { isChannel } from '../../../contract/channelWords'
import type { Resolution } from '../../../contract/differenceWords'
import { isArrival, isGap } from '../../domain/difference/possible'
import type { ChannelTruth } from '../../domain/difference/resolution'
import { noonOf } from '../../domain/reconciliation/row'
import type { Difference } from '../../domain/reconciliation/run'
import { type Refusal, refuse } from '../common/refusal'
import type { ChannelDirectory, PaymentChannel, QueryOutcome } from '../ports/channels'

/** What was said; `truth` is null where nobody has to be asked. */
export type Asked = { truth: ChannelTruth | null }

const ASKS_NOBODY: ReadonlySet<Resolution> = new Set([
  'accept-fee',
  'claim-fee',
  'claim-returned',
  'follow-statement',
  'await-rest',
  'await-arrival',
  'ask-bank',
  'claim-settlement',
  'write-off',
  'acknowledge',
])
const BOOKS: ReadonlySet<Resolution> = new Set(['book-payment', 'to-suspense', 'apply', 'refund'])

/**
 * Asks the channel for its own word on a difference, as far as a resolution rests on it (only its truth is booked); a bank
 * cannot be asked: its file's row stands for its word. Refused when it says something on which the resolution cannot rest.
 */
export function createAskTruth({ channels }: { channels: ChannelDirectory }) {
  /** Of a payment: what the channel says, or that it was not paid. */
  function paymentTruth(query: QueryOutcome, item: Difference): ChannelTruth | Refusal {
    switch (query.outcome) {
      case 'paid': {
        const { orderNo, transactionId, amountFen } = query.payment
        // Where the answer has no time that a calendar knows, the day's file has one.
        const paidAt = query.payment.paidAt ?? item.seen?.theirs?.at ?? item.seen?.ours?.at ?? noonOf(item.date)
        return { says: 'paid', orderNo, transactionId, amountFen, paidAt }
      }
      case 'unpaid':
      case 'closed':
      case 'not-found':
        return { says: 'not-paid' }
      default:
        return refuse('channel-silent')
    }
  }

  async function ofRefund(channel: PaymentChannel, item: Difference, resolution: Resolution): Promise<Asked | Refusal> {
    const orderNo = item.orderNo ?? item.seen?.theirs?.orderNo
    if (!orderNo) return refuse('payment-unknown')
    const said = await channel.queryRefund({ orderNo, refundNo: item.key })
    if (said.outcome === 'unknown' || said.outcome === 'refused') return refuse('channel-silent')
    if (resolution === 'take-back-refund') {
      const gone = said.outcome === 'not-found' || said.outcome === 'failed'
      return gone ? { truth: { says: 'not-refunded' } } : refuse('channel-knows-it')
    }
    if (said.outcome !== 'succeeded') return refuse('refund-not-done')
    const rowFen = Math.abs(item.theirFen ?? item.ourFen ?? 0)
    const amountFen = said.refundedFen ?? rowFen
    if (resolution === 'correct-amount') {
      // An amount of ours is put right by the channel's own word only, not by the file's row alone.
      if (said.refundedFen === undefined) return refuse('channel-silent')
      if (amountFen === Math.abs(item.ourFen ?? 0)) return refuse('channel-says-ours', { amountFen })
    }
    if (amountFen !== rowFen) return refuse('channel-says-otherwise', { amountFen })
    const doneAt = said.doneAt ?? item.seen?.theirs?.at ?? item.seen?.ours?.at ?? item.openedAt
    const channelRefundId = said.channelRefundId ?? item.seen?.theirs?.channelNo ?? null
    return { truth: { says: 'refunded', refundNo: item.key, channelRefundId, amountFen, doneAt } }
  }

  /** Whether what was said of a payment carries a resolution. */
  function fits(resolution: Resolution, item: Difference, truth: ChannelTruth): Asked | Refusal {
    const ourFen = Math.abs(item.ourFen ?? 0)
    const theirFen = Math.abs(item.theirFen ?? 0)
    if (resolution === 'take-back-payment') return truth.says === 'not-paid' ? { truth } : refuse('channel-knows-it')
    if (truth.says === 'not-paid') return refuse('channel-not-paid')
    if (truth.says !== 'paid') return { truth }
    const { amountFen } = truth
    if (resolution === 'correct-amount' && amountFen === ourFen) return refuse('channel-says-ours', { amountFen })
    const expected = resolution === 'refresh-status' ? ourFen : theirFen
    return amountFen === expected ? { truth } : refuse('channel-says-otherwise', { amountFen })
  }

  /** The bank's own word is its file. */
  function ofBank(resolution: Resolution, item: Difference): Asked | Refusal {
    if (resolution === 'take-back-payment') return { truth: { says: 'not-paid' } }
    if (resolution === 'take-back-refund') return { truth: { says: 'not-refunded' } }
    const row = item.seen?.theirs
    if (!row) return refuse('resolution-does-not-fit')
    const { key, userCode, amountFen } = row
    if (item.rowKind === 'refund') {
      const doneAt = row.at ?? noonOf(item.date)
      const refundNo = item.seen?.ours?.key ?? key
      return { truth: { says: 'refunded', refundNo, channelRefundId: row.channelNo, amountFen, doneAt } }
    }
    return {
      truth: { says: 'file-row', transactionId: key, userCode: userCode ?? null, amountFen, paidOn: item.date },
    }
  }

  return async function askTruth(item: Difference, resolution: Resolution): Promise<Asked | Refusal> {
    // What lies between a channel and our own account the statement and the files say.
    if (ASKS_NOBODY.has(resolution) || isArrival(item) || isGap(item)) return { truth: null }
    if (!isChannel(item.channel)) return ofBank(resolution, item)
    const channel = channels.get(item.company, item.channel)
    if (!channel) return refuse('channel-silent')
    if (item.rowKind === 'refund') return ofRefund(channel, item, resolution)
    const truth = paymentTruth(await channel.queryTransaction(item.key), item)
    if ('refused' in truth) return truth
    // Another number than the one asked for would be another payment.
    if (truth.says === 'paid' && BOOKS.has(resolution) && truth.transactionId !== item.key) {
      return refuse('channel-says-otherwise', { amountFen: truth.amountFen })
    }
    return fits(resolution, item, truth)
  }
}
export type AskTruth = ReturnType<typeof createAskTruth>
