import type { Refund } from '../../domain/payment/refund'
import type { PaymentChannel, RefundOutcome, RefundTarget } from '../channelPort'
import type { Clock, Database } from '../ports'

const NO_ROUTE = { outcome: 'refused', code: 'NO_ROUTE', message: 'this refund cannot be redirected' } as const

/**
 * Has a channel give the money of an abnormal refund elsewhere: to a card of the payer's, or to our own account (formats.md
 * 1.7, apply-abnormal-refund). The channel goes on with the refund that it knows under the failed one's number; it is asked
 * first, so that a call whose answer was lost has one effect. What it says after the call ends the refund.
 */
export async function redirectRefund(
  { database, clock }: { database: Database; clock: Clock },
  channel: PaymentChannel,
  refund: Refund & { orderNo: string },
): Promise<RefundOutcome> {
  const { replaces, channelRefundId, orderNo, refundNo } = refund
  if (!channel.redirectRefund || replaces === null || channelRefundId === null) return NO_ROUTE
  const found = await channel.queryRefund({ orderNo, refundNo: replaces })
  const abnormal = found.outcome === 'failed' && found.reason === 'abnormal'
  // Called before, and taken: abnormal again means that the other card failed too.
  if (!abnormal || refund.acceptedOn !== null) return found
  const to = await targetOf(database, refund)
  if (!to) return NO_ROUTE
  const calledAt = clock.now()
  await database.transaction((store) => store.refunds.change(refundNo, ['requested'], { calledAt }))
  return channel.redirectRefund({ orderNo, refundNo: replaces, channelRefundId, to })
}

async function targetOf({ read }: Database, { route, refundNo }: Refund): Promise<RefundTarget | undefined> {
  if (route === 'own-account') return { kind: 'merchant-card' }
  const card = await read.refundCards.byNo(refundNo)
  if (!card?.bankType) return undefined
  return { kind: 'payer-card', bankType: card.bankType, account: card.bankCard, name: card.owner }
}
