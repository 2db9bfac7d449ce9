import type { Refund } from '../domain/payment/refund'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { bookPayment } from './bookPayment'
import type { ChannelEvent } from './channelPort'
import type { Clock, Database, Ids, InboxEntry, Log, Store } from './ports'
import { finishRefund } from './refunds/finishRefund'
import { refundJobKey } from './refunds/refundJob'
import { keepStrayRefund } from './refunds/strayRefund'

const LONGEST_WAIT_MS = 5 * 60_000

type RefundNotice = Extract<ChannelEvent['what'], { kind: 'refund' }>

/** Effects of accepted notifications, each exactly once, in the order in which they came; resumes after a crash (M1). */
export function createProcessInbox(ports: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  log: Log
}) {
  const { database, clock, log } = ports

  async function take(store: Store, entry: InboxEntry): Promise<void> {
    if (!(await store.inbox.markProcessed(entry.id, clock.now()))) return
    const { what } = entry.event
    const about = { company: entry.company, channel: entry.channel }
    switch (what.kind) {
      case 'payment':
        await bookPayment(store, { ...about, payment: what.payment, receivedAt: entry.receivedAt }, ports)
        return
      case 'refund':
        await refundNotified(store, { ...about, receivedAt: entry.receivedAt }, what)
        return
      case 'closed':
        await store.orders.change(what.orderNo, ['created', 'paying'], { status: 'closed' })
        return
      case 'nothing':
        log.info({ company: entry.company, reason: what.reason }, 'notification without effect')
    }
  }

  /**
   * The channel is asked how a refund stands: Alipay's notice tells the trade's total, not this refund (formats.md 3.8). A
   * refund that had failed and now succeeded is taken as it is. One that we do not know was made elsewhere, and one of another
   * amount than ours, is a work item and no entry; the day's reconciliation names it too.
   */
  async function refundNotified(
    store: Store,
    { company, channel, receivedAt }: Pick<InboxEntry, 'company' | 'channel' | 'receivedAt'>,
    notice: RefundNotice,
  ): Promise<void> {
    const { orderNo, refundNo, transactionId, refundedFen: amountFen, cumulative } = notice
    const toldAt = notice.at ?? receivedAt
    const told = { company, channel, refundNo, orderNo, transactionId, amountFen, cumulative, toldAt }
    const refund = await store.refunds.byNo(refundNo)
    if (!refund || refund.company !== company) {
      log.error({ company, orderNo, refundNo }, 'a refund that we did not make')
      // Until it has succeeded no money has moved; a notice of that follows.
      if (notice.state !== 'succeeded') return
      await keepStrayRefund(store, { ...told, reason: 'not-made-here' }, ports)
      return
    }
    const succeeded = notice.state === 'succeeded' && cumulative === undefined
    if (succeeded ? amountFen !== refund.amountFen : cumulative && (await isBeyond(store, refund, amountFen))) {
      log.error({ company, orderNo, refundNo, amountFen }, 'a refund of another amount than ours')
      await keepStrayRefund(store, { ...told, reason: 'other-amount' }, ports)
      if (succeeded) return
    }
    if (refund.status === 'failed' && succeeded) {
      await finishRefund(store, refund.refundNo, { state: 'succeeded', at: notice.at }, ports)
      return
    }
    await store.jobs.hasten(refundJobKey(refund.refundNo), clock.now())
  }

  /** Whether a trade's total of refunds is more than was paid. */
  async function isBeyond(store: Store, { paymentId }: Refund, totalFen: number): Promise<boolean> {
    return totalFen > ((await store.payments.byId(paymentId))?.amountFen ?? 0)
  }

  return {
    /** Processes one entry, just accepted. */
    async one(id: string): Promise<void> {
      const entry = await database.read.inbox.byId(id)
      if (entry && entry.processedAt === null) await database.transaction((store) => take(store, entry))
    },
    /** Processes what is waiting, oldest first; gives how many were. What fails is put off, longer each time. */
    async waiting(limit = 200): Promise<number> {
      let processed = 0
      for (const entry of await database.read.inbox.unprocessed(clock.now(), limit)) {
        try {
          await database.transaction((store) => take(store, entry))
          processed += 1
        } catch (error) {
          log.error(
            { inbox: entry.id, attempts: entry.attempts + 1, error: String(error) },
            'notification not processed',
          )
          const wait = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(entry.attempts, 10))
          await database.transaction((store) => store.inbox.postpone(entry.id, clock.now() + wait))
        }
      }
      return processed
    },
  }
}
