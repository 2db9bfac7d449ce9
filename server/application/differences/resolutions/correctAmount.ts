import { formatYuan } from '../../../../contract/money'
import { apartOf, byFenOf, kindNow, nameOf, oursOf, theirsOf, whoIsAsked } from '../../../domain/difference/facts'
import { refundCorrected } from '../../../domain/ledger/rulesOfDifferences'
import type { Payment } from '../../../domain/payment/payment'
import type { Refund } from '../../../domain/payment/refund'
import type { TakeBack } from '../../../domain/payment/refundable'
import { FINANCE_DESK } from '../../../domain/staff/staff'
import type { ExecutorPorts } from '../../approvals/approvals'
import { takeBack } from '../../booking/takeBack'
import { transfersOf } from '../../common/post'
import { isRefusal, type Refusal, refuse } from '../../common/refusal'
import { ConcurrencyConflict, type Store } from '../../ports/database'
import { refusedByInvoice } from '../../refunds/requestRefund'
import { correctPayment, takenFromPayment } from '../resolve/correctPayment'
import type { ResolutionContext, ResolutionRule, Resolve } from '../resolve/resolution'
import { bankRow, paidWith, refundedOtherwise } from '../resolve/truth'

/** What the payer is told about the part that his channel did not give him. */
const REST_REASON = '渠道少退，补退差额'

/** 按渠道金额更正: the channel's own amount of a payment or refund stands, and what lies between goes where it belongs. */
export const correctAmount = {
  name: 'correct-amount',
  of: ['transaction'],
  fits: (item, facts) => kindNow(item, facts) === 'amount',
  amount: apartOf,
  sentence(item, facts) {
    const start = `${whoIsAsked(item)}，按渠道金额更正${nameOf(item, facts)}`
    const [apart, excess] = [formatYuan(apartOf(item)), byFenOf(item) > 0]
    if (item.rowKind === 'refund') {
      return excess
        ? `${start} 的退款：少退的 ${apart} 仍欠付款人，转入退款待办`
        : `${start} 的退款：多退的 ${apart} 从用户账上扣回，用户的欠费相应恢复`
    }
    return excess ? `${start}：多收的 ${apart} 转入待查款项` : `${start}：少收的 ${apart} 从用户账上撤回`
  },
  needs: [],
  truth: {
    ofPayment(said, item) {
      const isOurs = said.says === 'paid' && said.amountFen === oursOf(item)
      return isOurs ? refuse('channel-says-ours', { amountFen: said.amountFen }) : paidWith(said, theirsOf(item))
    },
    ofRefund: refundedOtherwise,
    ofBank: bankRow,
  },
  async takes(store, item, truth) {
    if (item.rowKind !== 'refund') return takenFromPayment(store, item, truth)
    const refund = await store.refunds.byNo(item.key)
    const payment = refund && (await store.payments.byId(refund.paymentId))
    const refundedFen = truth?.says === 'refunded' ? truth.amountFen : 0
    return payment && { payment, amountFen: refundedFen - refund.amountFen }
  },
  run: (store, at, ports) =>
    at.item.rowKind === 'refund' ? correctRefund(store, at, ports) : correctPayment(store, at, ports),
} satisfies ResolutionRule

/**
 * The channel's truth stands for a refund, too. It gave back more than we booked: what is too much is reserved on the payment
 * by the same guard as any refund (M2) and taken from where the payment went, so that the household owes it. It gave less: the
 * rest is still with the channel and owed to the payer, as a refund that failed, with that work item's exits (again, to a card,
 * as credit). From then on the refund counts with what the channel gave. Refused: `books-changed`, `refund-not-done`,
 * `refund-too-much`, `suspense-first`, `invoice-first`, `not-refundable`.
 */
const correctRefund: Resolve<
  | 'books-changed'
  | 'invoice-first'
  | 'not-refundable'
  | 'refund-not-done'
  | 'refund-too-much'
  | 'resolution-does-not-fit'
  | 'suspense-first'
> = async (store, at, ports) => {
  const { item, payload } = at
  const refund = await store.refunds.byNo(item.key)
  const payment = refund && (await store.payments.byId(refund.paymentId))
  if (!payment || refund.company !== item.company || refund.amountFen !== Math.abs(item.ourFen ?? 0)) {
    return refuse('books-changed')
  }
  if (at.wasSettled) return refuse('books-changed')
  if (refund.status !== 'succeeded') return refuse('refund-not-done')
  if (payload.truth?.says !== 'refunded') return refuse('resolution-does-not-fit')
  const moreFen = payload.truth.amountFen - refund.amountFen
  if (moreFen === 0) return refuse('books-changed')
  const from = moreFen > 0 ? await takeMore(store, { payment, moreFen, by: at.resolutionId }, ports) : NOTHING_TAKEN
  if (isRefusal(from)) return from
  if (!(await store.refunds.correct(refund, refund.amountFen + moreFen))) return refuse('books-changed')
  if (moreFen < 0) await oweRest(store, { ...refund, amountFen: 0 - moreFen }, ports)
  await store.ledger.insert(
    transfersOf(
      {
        company: refund.company,
        postingKey: `refund-corrected:${at.resolutionId}`,
        event: 'refund-corrected',
        effectiveOn: ports.clock.today(),
        evidenceKind: 'difference',
        evidenceId: at.resolutionId,
        postings: refundCorrected({ ...refund, ...from, ...payerOf(payment), stillOwedFen: Math.max(0, 0 - moreFen) }),
      },
      ports,
    ),
  )
  return { paymentId: payment.id, refundNo: refund.refundNo }
}

const NOTHING_TAKEN: TakeBack = { shares: [], fromCreditFen: 0 }
const payerOf = ({ householdId }: Payment) => ({ householdId })

async function takeMore(
  store: Pick<Store, 'bills' | 'households' | 'invoices' | 'ledger' | 'refunds' | 'seasonRecords'>,
  { payment, moreFen, by }: { payment: Payment; moreFen: number; by: ResolutionContext['resolutionId'] },
  ports: ExecutorPorts,
): Promise<TakeBack | Refusal<'invoice-first' | 'not-refundable' | 'refund-too-much' | 'suspense-first'>> {
  const { householdId } = payment
  const leftFen = payment.amountFen - payment.refundedFen
  if (leftFen < moreFen) return refuse('refund-too-much', { leftFen })
  if (payment.outcome !== 'applied' || householdId === null) return refuse('suspense-first')
  const invoiced = await refusedByInvoice(store, payment, moreFen)
  if (invoiced) return invoiced
  const on = ports.clock.today()
  const taken = await takeBack(store, { ...payment, householdId }, { amountFen: moreFen, by, on }, ports)
  if (isRefusal(taken)) return taken
  return (await store.refunds.reserve(payment.id, moreFen, 'refund-corrected'))
    ? taken
    : refuse('refund-too-much', { leftFen: 0 })
}

/** What the payer did not get: reserved on the payment with the refund, and owed to him until another way is decided on. */
async function oweRest(store: Pick<Store, 'refunds'>, refund: Refund, { clock, ids }: ExecutorPorts): Promise<void> {
  const rest: Refund = {
    ...refund,
    refundNo: ids.refundNo(clock.today()),
    status: 'failed',
    channelRefundId: null,
    requestedAt: clock.now(),
    acceptedOn: null,
    succeededAt: null,
    succeededOn: null,
    reason: REST_REASON,
    replaces: null,
    owner: FINANCE_DESK,
    attendedAt: null,
    calledAt: null,
  }
  if ((await store.refunds.insert(rest)) === 'duplicate') throw new ConcurrencyConflict('a refund number')
}
