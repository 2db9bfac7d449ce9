import { formatYuan } from '../../../contract/money'
import type { Actor, Approval } from '../../domain/approval/approval'
import type { Invoice } from '../../domain/invoice/invoice'
import type { Payment } from '../../domain/payment/payment'
import { REFUND_ROUTE_NAMES, type RefundRoute } from '../../domain/payment/refund'
import { judgeRefund } from '../../domain/payment/refundable'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { propose } from '../approvals/approvals'
import { allOrNothing } from '../common/allOrNothing'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { type CardGiven, type CardPayload, type CardPorts, cardInWords, checkedCard } from './cardGiven'

/**
 * What an invoice asks of anyone who takes an amount from its payment. `red-letter`: it is taken back before money moves.
 * `wait`: it is being issued or taken back at this moment, and nobody knows yet what stands.
 */
export type InvoiceInTheWay =
  | { outcome: 'none' }
  | { outcome: 'wait' }
  | { outcome: 'red-letter'; inForce: { invoice: Invoice; amountFen: number } }

/**
 * Looks whether taking an amount from a payment would leave less than its invoice says (faults.md, Invariants: invoiced ≤
 * paid − refunded). The household's version is raised by both, so that an invoice asked for meanwhile is seen (M2).
 */
export async function invoiceInTheWay(
  store: Pick<Store, 'invoices'>,
  payment: Payment,
  amountFen: number,
): Promise<InvoiceInTheWay> {
  const inForce = await store.invoices.inForceOf(payment.id)
  if (!inForce || payment.amountFen - payment.refundedFen - amountFen >= inForce.amountFen) return { outcome: 'none' }
  const { invoice } = inForce
  if (invoice.state !== 'issued' || (await store.invoices.redOf(invoice.id))) return { outcome: 'wait' }
  return { outcome: 'red-letter', inForce }
}

/**
 * Refuses (`invoice-first`) what would leave less of a payment than its invoice says; `invoiceNo`, `invoicedFen` and `leftFen`
 * say which invoice has to be taken back first, and are not there where one is being issued or taken back at this moment.
 */
export async function refusedByInvoice(
  store: Pick<Store, 'invoices'>,
  payment: Payment,
  amountFen: number,
): Promise<Refusal<'invoice-first'> | undefined> {
  const inTheWay = await invoiceInTheWay(store, payment, amountFen)
  if (inTheWay.outcome === 'none') return undefined
  if (inTheWay.outcome === 'wait') return refuse('invoice-first')
  const { invoice, amountFen: invoicedFen } = inTheWay.inForce
  const leftFen = payment.amountFen - payment.refundedFen - amountFen
  return refuse('invoice-first', { invoiceNo: invoice.number ?? '', invoicedFen, leftFen })
}

export interface RefundRequest {
  paymentId: string
  amountFen: number
  route: Extract<RefundRoute, 'original' | 'next-season' | 'bank-card'>
  /** Shown to the payer, at most 80 characters (formats.md 1.7). */
  reason: string
  /** Where the money goes, for `bank-card`. */
  card?: CardGiven
}

type Ports = CardPorts & { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

/**
 * Proposes to give an amount of a payment back; another person approves it (maker and checker). What cannot be done is
 * refused before anybody is asked: too much, a 51st part, a route that the payment's age does not allow (faults.md, Refunds),
 * a card that the bank does not know as its holder's.
 */
export function createRequestRefund(ports: Ports) {
  const { database, clock, ids, rulebooks } = ports

  async function refundable(
    store: Pick<Store, 'invoices' | 'payments'>,
    company: string,
    { paymentId, amountFen, route }: RefundRequest,
  ) {
    const payment = await store.payments.byId(paymentId)
    const rulebook = rulebooks.get(company)
    if (!payment || !rulebook || payment.company !== company) return refuse('not-found')
    if (payment.outcome !== 'applied' || payment.householdId === null) return refuse('not-refundable')
    const judged = judgeRefund(payment, amountFen, rulebook, clock.now())
    if (judged.outcome === 'refund-too-much') return refuse('refund-too-much', { leftFen: judged.leftFen })
    if (judged.outcome !== 'fits') return refuse(judged.outcome)
    if (!judged.routes.includes(route)) return refuse(route === 'original' ? 'refund-window-over' : 'route-not-open')
    const inTheWay = await invoiceInTheWay(store, payment, amountFen)
    if (inTheWay.outcome === 'wait') return refuse('invoice-first')
    return { ...payment, invoice: inTheWay.outcome === 'red-letter' ? inTheWay.inForce.invoice : undefined }
  }

  async function cardFor(
    company: string,
    request: RefundRequest,
    by: string,
  ): Promise<
    | CardPayload
    | Refusal<
        | 'bad-bank-card'
        | 'bank-unreachable'
        | 'card-needed'
        | 'card-refused'
        | 'file-refused'
        | 'invoice-first'
        | 'not-found'
        | 'not-refundable'
        | 'refund-too-much'
        | 'refund-window-over'
        | 'route-not-open'
        | 'too-many-refunds'
      >
    | null
  > {
    if (request.route !== 'bank-card') return null
    const payment = await refundable(database.read, company, request)
    if (isRefusal(payment)) return payment
    const household = await database.read.households.byId(payment.householdId ?? '')
    return checkedCard(ports, { payment, card: request.card, household, by })
  }

  return async function requestRefund(
    company: string,
    maker: Actor,
    request: RefundRequest,
  ): Promise<
    | Approval
    | Refusal<
        | 'already-proposed'
        | 'bad-bank-card'
        | 'bank-unreachable'
        | 'card-needed'
        | 'card-refused'
        | 'file-refused'
        | 'invoice-first'
        | 'not-found'
        | 'not-refundable'
        | 'refund-too-much'
        | 'refund-window-over'
        | 'route-not-open'
        | 'too-many-refunds'
      >
  > {
    // The bank is asked before the transaction begins: it may take its time.
    const card = await cardFor(company, request, maker.loginName)
    if (card !== null && isRefusal(card)) return card
    return allOrNothing(database, async (store) => {
      const payment = await refundable(store, company, request)
      if (isRefusal(payment)) return payment
      const { paymentId, amountFen, route, reason } = request
      const way = `${REFUND_ROUTE_NAMES[route]}${card ? ` ${cardInWords(card)}` : ''}`
      return propose(
        store,
        {
          company,
          deed: 'refund',
          subject: payment.id,
          summary: `将 ${payment.paidOn} 缴纳的 ${formatYuan(payment.amountFen)} 中的 ${formatYuan(amountFen)} ${way}，原因：${reason}${payment.invoice ? `；先红冲发票 ${payment.invoice.number ?? ''}` : ''}`,
          amountFen,
          payload: { paymentId, amountFen, route, reason, ...(card ? { card, salt: ids.next() } : {}) },
          maker,
        },
        ports,
      )
    })
  }
}
