import { type Channel, isChannel } from '../../../contract/channelWords'
import type { Resolution } from '../../../contract/differenceWords'
import type { ChannelTruth } from '../../domain/difference/resolution'
import type { DifferenceSubKind } from '../../domain/reconciliation/mismatch'
import { noonOf } from '../../domain/reconciliation/row'
import type { Difference } from '../../domain/reconciliation/run'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { ChannelDirectory, ChannelRefusal, QueryOutcome, RefundOutcome } from '../ports/channels'
import { RESOLUTION_RULES, type TruthRefusal } from './resolutions'
import type { PaymentAnswer, Truth } from './resolve/truth'

/** What was said; `truth` is null where nobody has to be asked. */
export type Asked = { truth: ChannelTruth | null }

/** Why there is no word, or none on which a resolution can rest. */
type Unanswered = TruthRefusal | 'channel-silent' | 'payment-unknown'

/** What lies between a channel and our own account the statement and the files say. */
const SAID_BY_FILES: readonly DifferenceSubKind[] = ['arrival', 'gap', 'movement']

/**
 * Asks the channel for its own word on a difference, as far as a resolution rests on it (only its truth is booked); a bank
 * cannot be asked: its file's row stands for its word. Refused when it says something on which the resolution cannot rest.
 */
export function createAskTruth({ channels }: { channels: ChannelDirectory }) {
  async function ofChannel(
    name: Channel,
    item: Difference,
    truth: Truth<TruthRefusal>,
  ): Promise<ChannelTruth | Refusal<Unanswered>> {
    const channel = channels.get(item.company, name)
    if (!channel) return refuse('channel-silent')
    if (item.rowKind === 'refund') {
      if (!truth.ofRefund) return refuse('resolution-does-not-fit')
      const orderNo = item.orderNo ?? item.seen?.theirs?.orderNo
      if (!orderNo) return refuse('payment-unknown')
      const said = await channel.queryRefund({ orderNo, refundNo: item.key })
      return isSilent(said) ? refuse('channel-silent') : truth.ofRefund(said, item)
    }
    if (!truth.ofPayment) return refuse('resolution-does-not-fit')
    const said = paymentAnswer(await channel.queryTransaction(item.key), item)
    return isRefusal(said) ? said : truth.ofPayment(said, item)
  }

  return async function askTruth(item: Difference, resolution: Resolution): Promise<Asked | Refusal<Unanswered>> {
    const { truth } = RESOLUTION_RULES[resolution]
    if (truth === null || SAID_BY_FILES.includes(item.subKind)) return { truth: null }
    const said = isChannel(item.channel) ? await ofChannel(item.channel, item, truth) : truth.ofBank(item)
    return isRefusal(said) ? said : { truth: said }
  }
}
export type AskTruth = ReturnType<typeof createAskTruth>

const isSilent = (said: RefundOutcome): said is ChannelRefusal =>
  said.outcome === 'unknown' || said.outcome === 'refused'

/** Of a payment: what the channel says, or that it was not paid. */
function paymentAnswer(query: QueryOutcome, item: Difference): PaymentAnswer | Refusal<'channel-silent'> {
  switch (query.outcome) {
    case 'paid': {
      const { orderNo, transactionId, amountFen } = query.payment
      // Where the answer has no time that a calendar knows, the day's file has one.
      const paidAt = query.payment.paidAt ?? item.seen?.theirs?.at ?? item.seen?.ours?.at ?? noonOf(item.date)
      // Alipay's answer has no goods' name; its file has.
      const userCode = query.payment.userCode ?? item.seen?.theirs?.userCode
      return {
        says: 'paid',
        orderNo,
        transactionId,
        amountFen,
        paidAt,
        ...(userCode === undefined ? {} : { userCode }),
      }
    }
    case 'unpaid':
    case 'closed':
    case 'not-found':
      return { says: 'not-paid' }
    default:
      return refuse('channel-silent')
  }
}
