import type { Channel } from '../../../contract/channelWords'
import { sumFen } from '../../../contract/money'
import type { StrayRefund } from '../../domain/payment/refund'
import { FINANCE_DESK } from '../../domain/staff/staff'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { endIfShown } from './strayInFile'

/** What a channel said of a refund that is none of ours. Amount in fen, time in epoch milliseconds. */
export interface ReportedRefund {
  company: string
  channel: Channel
  reason: StrayRefund['reason']
  refundNo: string | null
  orderNo: string | null
  transactionId: string | null
  amountFen: number
  /** The amount is all that the trade has given back so far (Alipay's notices, and queries; formats.md 3.8). */
  cumulative?: true
  toldAt: number
}

/**
 * Makes a work item of a refund that we did not make, in the caller's transaction, once however often it is told (M3), and none of its own where a file shows it already. Nothing
 * is booked: whether the bill is owed again is for a person to decide.
 */
export async function keepStrayRefund(
  store: Pick<Store, 'differences' | 'payments' | 'refunds' | 'strayRefunds'>,
  { cumulative, ...told }: ReportedRefund,
  ports: { clock: Clock; ids: Ids },
): Promise<void> {
  const { company, channel, refundNo, transactionId, orderNo } = told
  const payment =
    (transactionId === null ? undefined : await store.payments.byTransaction(company, channel, transactionId)) ??
    (orderNo === null ? undefined : (await store.payments.byOrder(orderNo)).find((one) => one.company === company))
  const knownFen = cumulative ? await knownOf(store, told, payment?.id) : 0
  if (told.amountFen <= knownFen) return
  // A further refund of one trade is told by what it comes to in all.
  const trade = `trade ${transactionId ?? orderNo ?? ''}`
  const reason = payment && told.amountFen > payment.amountFen ? 'beyond-payment' : told.reason
  const stray: StrayRefund = {
    ...told,
    reason,
    amountFen: told.amountFen - knownFen,
    id: ports.ids.next(),
    subject: refundNo ?? `${trade}${knownFen === 0 ? '' : ` ${told.amountFen}`}`,
    paymentId: payment?.id ?? null,
    owner: FINANCE_DESK,
    status: 'open',
    openedAt: ports.clock.now(),
    closedAt: null,
    closedBy: null,
    note: null,
  }
  if ((await store.strayRefunds.insert(stray)) === 'inserted') await endIfShown(store, stray, ports.clock.now())
}

/** What of a trade's refunds is ours, or a work item already, in fen. */
async function knownOf(
  store: Pick<Store, 'refunds' | 'strayRefunds'>,
  { company, channel, transactionId }: Omit<ReportedRefund, 'cumulative'>,
  paymentId: string | undefined,
): Promise<number> {
  const refunds = paymentId === undefined ? [] : await store.refunds.byPayment(paymentId)
  const ours = refunds.filter(({ route, status }) => route === 'original' && status !== 'failed')
  const strays = transactionId === null ? [] : await store.strayRefunds.ofTransaction(company, channel, transactionId)
  return sumFen([...ours, ...strays].map(({ amountFen }) => amountFen))
}

/**
 * Ends the work item of a refund that was made elsewhere, with what was found, under a member of staff's name. It moves no
 * money: what has to be booked is booked by the `channel-only` difference of the day's file, or by a refund. Refused:
 * `not-found`, `already-resolved`.
 */
export function createCloseStrayRefund({ database, clock, ids }: { database: Database; clock: Clock; ids: Ids }) {
  return (
    clerk: Pick<Clerk, 'company' | 'loginName'>,
    id: string,
    note: string,
  ): Promise<{ id: string; status: 'closed' } | Refusal<'already-resolved' | 'not-found'>> =>
    allOrNothing(
      database,
      async (store): Promise<{ id: string; status: 'closed' } | Refusal<'already-resolved' | 'not-found'>> => {
        const stray = visibleTo(clerk, await store.strayRefunds.byId(id))
        if (isRefusal(stray)) return stray
        const { company, channel, subject, amountFen } = stray
        const { loginName } = clerk
        if (!(await store.strayRefunds.close(id, { loginName, at: clock.now(), note })))
          return refuse('already-resolved')
        await store.audit.append({
          id: ids.next(),
          company,
          at: clock.now(),
          actor: loginName,
          deed: 'close-stray-refund',
          subject: id,
          detail: { channel, refund: subject, amountFen },
        })
        return { id, status: 'closed' }
      },
    )
}
