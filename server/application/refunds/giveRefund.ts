import { fen } from '../../../contract/money'
import type { Refund } from '../../domain/payment/refund'
import { SUSPENSE_DESK } from '../applyPayment'
import type { ChannelDirectory, RefundOutcome } from '../channelPort'
import type { Clock, Database, Ids, Log } from '../ports'
import { finishRefund } from './finishRefund'

/** A channel wants a minute between two refunds of one payment (formats.md 1.7). */
const BETWEEN_PARTS_MS = 61_000
const ASK_AGAIN_MS = 15_000

type Ports = { database: Database; channels: ChannelDirectory; clock: Clock; ids: Ids; log: Log; publicUrl: string }

/**
 * Gives a refund through its channel: the same number again and again until the channel has said how it ended
 * (faults.md, Refunds: a call that timed out is repeated with its number, one refund). Gives when to come back, or null.
 */
export function createGiveRefund(ports: Ports) {
  const { database, channels, clock, log } = ports

  async function ask(refund: Refund): Promise<RefundOutcome | 'wait'> {
    const channel =
      refund.source === 'wechat' || refund.source === 'alipay' ? channels.get(refund.company, refund.source) : undefined
    const payment = await database.read.payments.byId(refund.paymentId)
    if (!channel || !payment?.orderNo)
      return { outcome: 'refused', code: 'NO_ROUTE', message: 'no channel or no order' }
    if (refund.acceptedOn !== null) {
      const seen = await channel.queryRefund({ orderNo: payment.orderNo, refundNo: refund.refundNo })
      if (seen.outcome !== 'not-found') return seen
    }
    const others = await database.read.refunds.byPayment(refund.paymentId)
    const lastCall = Math.max(
      0,
      ...others
        .filter(({ refundNo, acceptedOn }) => refundNo !== refund.refundNo && acceptedOn !== null)
        .map(({ requestedAt }) => requestedAt),
    )
    if (clock.now() - lastCall < BETWEEN_PARTS_MS) return 'wait'
    return channel.refund({
      orderNo: payment.orderNo,
      refundNo: refund.refundNo,
      refundFen: fen(refund.amountFen),
      paidFen: fen(payment.amountFen),
      reason: refund.reason,
      notifyUrl: `${ports.publicUrl}/notify/${refund.source}/${refund.company}`,
    })
  }

  return async function giveRefund(refundNo: string): Promise<number | null> {
    const refund = await database.read.refunds.byNo(refundNo)
    if (!refund || refund.status !== 'requested') return null
    const outcome = await ask(refund)
    if (outcome === 'wait') return clock.now() + ASK_AGAIN_MS
    switch (outcome.outcome) {
      case 'accepted':
      case 'succeeded':
        await database.transaction(async (store) => {
          const channelRefundId = outcome.channelRefundId ?? refund.channelRefundId
          await store.refunds.change(refundNo, ['requested'], {
            acceptedOn: refund.acceptedOn ?? clock.today(),
            channelRefundId,
          })
          if (outcome.outcome === 'succeeded')
            await finishRefund(store, refundNo, { state: 'succeeded', at: clock.now() }, ports)
        })
        return outcome.outcome === 'succeeded' ? null : clock.now() + ASK_AGAIN_MS
      case 'failed':
        await database.transaction((store) =>
          finishRefund(store, refundNo, { state: outcome.reason, at: clock.now() }, ports),
        )
        return null
      case 'refused':
        log.error({ refundNo, code: outcome.code }, 'the channel refused a refund')
        await database.transaction((store) =>
          store.refunds.change(refundNo, ['requested'], { status: 'failed', owner: SUSPENSE_DESK }),
        )
        return null
      default:
        return clock.now() + ASK_AGAIN_MS
    }
  }
}
