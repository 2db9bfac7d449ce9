import type { PayoutResultRow, ReturnedPayoutRow } from '../../domain/heatSettlement/payout'
import { refundPaidToCard, refundReturnedFromCard } from '../../domain/ledger/rules'
import type { RefundCard } from '../../domain/payment/refund'
import { FINANCE_DESK } from '../../domain/staff/staff'
import { transfersOf } from '../common/post'
import { queueRefundedMessage } from '../messages/queueMessage'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

type Ports = { clock: Clock; ids: Ids }

/**
 * What a bank's result says of a refund that it was to pay to a card, in the caller's transaction. Paid: the ledger pays it
 * out of the bank. Failed: the refund becomes a work item, and what is owed to the payer stays owed.
 */
export async function cardSettled(
  store: Store,
  card: RefundCard,
  row: PayoutResultRow,
  ports: Ports,
): Promise<'paid' | 'failed' | 'unchanged'> {
  const { bankSerial, failCode, failReason, on } = row
  if (row.outcome === 'failed') {
    const to = { status: 'failed', bankSerial, failCode, failReason } as const
    if (!(await store.refundCards.change(card.refundNo, 'in-batch', to))) return 'unchanged'
    await change(store, card, 'requested', { status: 'failed', owner: FINANCE_DESK })
    return 'failed'
  }
  if (!(await store.refundCards.change(card.refundNo, 'in-batch', { status: 'paid', bankSerial, paidOn: on })))
    return 'unchanged'
  const refund = await change(store, card, 'requested', { status: 'succeeded', succeededAt: ports.clock.now() })
  await queueRefundedMessage(store, refund, ports)
  await post(store, card, 'refund-paid-to-card', on, ports)
  return 'paid'
}

/** A refund that the bank had paid came back (退汇): booked back, and a work item. */
export async function cardReturned(
  store: Pick<Store, 'ledger' | 'payments' | 'refundCards' | 'refunds'>,
  card: RefundCard,
  { failCode, failReason, on }: ReturnedPayoutRow,
  ports: Ports,
): Promise<'returned' | 'unchanged'> {
  const to = { status: 'returned', failCode, failReason, returnedOn: on } as const
  if (!(await store.refundCards.change(card.refundNo, 'paid', to))) return 'unchanged'
  await change(store, card, 'succeeded', { status: 'failed', owner: FINANCE_DESK, succeededAt: null })
  await post(store, card, 'refund-returned-from-card', on, ports)
  return 'returned'
}

async function change(
  store: Pick<Store, 'refunds'>,
  { refundNo }: RefundCard,
  from: 'requested' | 'succeeded',
  to: Parameters<Store['refunds']['change']>[2],
) {
  const refund = await store.refunds.byNo(refundNo)
  if (!refund || !(await store.refunds.change(refundNo, [from], to)))
    throw new ConcurrencyConflict(`refund ${refundNo}`)
  return refund
}

async function post(
  store: Pick<Store, 'ledger' | 'payments' | 'refunds'>,
  { refundNo, company, amountFen }: RefundCard,
  event: 'refund-paid-to-card' | 'refund-returned-from-card',
  effectiveOn: string,
  ports: Ports,
): Promise<void> {
  const refund = await store.refunds.byNo(refundNo)
  const payment = refund && (await store.payments.byId(refund.paymentId))
  const rule = event === 'refund-paid-to-card' ? refundPaidToCard : refundReturnedFromCard
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `${event}:${refundNo}`,
        event,
        effectiveOn,
        evidenceKind: 'refund',
        evidenceId: refundNo,
        postings: rule({ amountFen, householdId: payment?.householdId ?? null }),
      },
      ports,
    ),
  )
}
