import type { Rulebooks } from '../domain/rulebook/rulebook'
import { bookPayment } from './bookPayment'
import type { Clock, Database, Ids, InboxEntry, Log, Store } from './ports'

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
    switch (what.kind) {
      case 'payment':
        await bookPayment(store, { company: entry.company, channel: entry.channel, payment: what.payment }, ports)
        return
      case 'refund':
        // The channel is asked how the refund stands: Alipay's notice tells the trade's total, not this refund (formats.md 3.8).
        await store.jobs.hasten(`refund:${what.refundNo}`, clock.now())
        return
      case 'closed':
        await store.orders.change(what.orderNo, ['created', 'paying'], { status: 'closed' })
        return
      case 'nothing':
        log.info({ company: entry.company, reason: what.reason }, 'notification without effect')
    }
  }

  return {
    /** Processes one entry, just accepted. */
    async one(id: string): Promise<void> {
      const entry = await database.read.inbox.byId(id)
      if (entry && entry.processedAt === null) await database.transaction((store) => take(store, entry))
    },
    /** Processes what is waiting, oldest first; gives how many there were. */
    async waiting(limit = 200): Promise<number> {
      const entries = await database.read.inbox.unprocessed(limit)
      for (const entry of entries) {
        await database
          .transaction((store) => take(store, entry))
          .catch((error: unknown) => log.error({ inbox: entry.id, error: String(error) }, 'notification not processed'))
      }
      return entries.length
    },
  }
}
