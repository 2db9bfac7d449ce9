import type { Channel } from '../../../contract/channelWords'
import type { Refund } from '../../domain/payment/refund'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { bookPayment } from '../booking/bookPayment'
import { refundJobKey } from '../booking/sendOffRefund'
import type { ChannelDirectory, ChannelEvent, HttpReply, RawNotification, VerifyOutcome } from '../ports/channels'
import type { BookingStore, Database, Store } from '../ports/database'
import type { Clock, Ids, Log } from '../ports/system'
import type { InboxEntry } from '../ports/work'
import { finishRefund } from '../refunds/finishRefund'
import { keepStrayRefund } from '../refunds/strayRefund'

export interface AcceptedNotification {
  reply: HttpReply
  /** For metrics and alarms: accepted, duplicate, ignored, or the reason of the refusal. */
  outcome: string
  /** The inbox entry to process next; undefined for what needs none. */
  entry?: InboxEntry
}

/**
 * Who accepted a notification processes it at once; so long nobody else looks at it, and after a crash it is taken up again so
 * much later.
 */
const IN_HAND_MS = 5000

/** Somebody with the platform's key has sent what we cannot take: an alarm, where anybody could have sent the rest. */
const SIGNED_YET_REFUSED: ReadonlySet<string> = new Set(['foreign-merchant', 'malformed', 'undecipherable'])

/**
 * Takes in a channel's notification (faults.md, Notifications): verified first, then committed to the inbox as it came, and
 * only then acknowledged (M1). The same event again is acknowledged and changes nothing (M3). Nothing slow happens here (M9).
 */
export function createAcceptNotification(ports: {
  database: Database
  channels: ChannelDirectory
  clock: Clock
  ids: Ids
  log: Log
}) {
  const { database, channels, clock, ids, log } = ports

  return async function acceptNotification(
    company: string,
    channelName: Channel,
    notification: RawNotification,
  ): Promise<AcceptedNotification | undefined> {
    const channel = channels.get(company, channelName)
    if (!channel) return undefined
    const now = clock.now()
    let verified: VerifyOutcome = channel.verify(notification, now)
    if (verified.outcome === 'refused' && verified.code === 'unknown-key' && (await channel.refreshKeys())) {
      verified = channel.verify(notification, now)
    }
    if (verified.outcome === 'refused') {
      const level = SIGNED_YET_REFUSED.has(verified.code) ? 'error' : 'warn'
      log[level]({ company, channel: channelName, code: verified.code }, 'notification refused')
      return { reply: channel.rejection, outcome: verified.code }
    }
    const { event } = verified
    const entry: InboxEntry = {
      id: ids.next(),
      company,
      channel: channelName,
      eventId: event.eventId,
      headers: { ...notification.headers },
      body: notification.body,
      event,
      receivedAt: now,
      processedAt: null,
      attempts: 0,
      nextTryAt: now + IN_HAND_MS,
    }
    if ((await database.keep(entry)) === 'duplicate') return { reply: channel.acknowledgement, outcome: 'duplicate' }
    return { reply: channel.acknowledgement, outcome: 'accepted', entry }
  }
}

const MAX_WAIT_MS = 5 * 60_000

type RefundNotice = Extract<ChannelEvent['what'], { kind: 'refund' }>

/** So many entries are booked together at most: what comes meanwhile is acknowledged after it. */
const AT_ONCE = 200

const BUSY = 16

/** So many accepted entries are kept in memory; what comes beyond waits in the inbox alone. */
const MOST_IN_HAND = 20_000

/**
 * Effects of accepted notifications, each exactly once, in the order in which they came; resumes after a crash (M1). One that
 * is alone is processed in a transaction of its own; of several that wait the payments are booked together, by the same code.
 */
export function createProcessInbox(ports: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  log: Log
}) {
  const { database, clock, log } = ports
  /** What waits to be processed here, by id, in its order. */
  const inHand = new Map<string, InboxEntry>()
  let running: Promise<void> | undefined
  let processed = 0

  async function processEntry(store: Store, entry: InboxEntry): Promise<void> {
    const { what } = entry.event
    if (what.kind === 'payment') return processPayment(store, entry)
    if (!(await store.inbox.markProcessed(entry.id, clock.now()))) return
    switch (what.kind) {
      case 'refund':
        await refundNotified(store, entry, what)
        return
      case 'closed':
        await store.orders.change(what.orderNo, ['created', 'paying'], { status: 'closed' })
        return
      case 'nothing':
        log.info({ company: entry.company, reason: what.reason }, 'notification without effect')
    }
  }

  async function processPayment(store: BookingStore, entry: InboxEntry): Promise<void> {
    const { company, channel, receivedAt, event } = entry
    if (event.what.kind !== 'payment' || !(await store.inbox.markProcessed(entry.id, clock.now()))) return
    await bookPayment(store, { company, channel, payment: event.what.payment, receivedAt }, ports)
  }

  /** What fails is put off, longer each time. */
  async function processAlone(entry: InboxEntry): Promise<void> {
    try {
      await database.transaction((store) => processEntry(store, entry))
      processed += 1
    } catch (error) {
      log.error({ inbox: entry.id, attempts: entry.attempts + 1, error: String(error) }, 'notification not processed')
      const wait = Math.min(MAX_WAIT_MS, 1000 * 2 ** Math.min(entry.attempts, 10))
      await database.transaction((store) => store.inbox.postpone(entry.id, clock.now() + wait))
    }
  }

  /** Books the payments among several entries together; gives the entries that have to go alone. */
  async function processTogether(entries: readonly InboxEntry[]): Promise<readonly InboxEntry[]> {
    if (entries.length === 1) return entries
    try {
      const alone = await database.together(entries, processPayment)
      processed += entries.length - alone.length
      return alone
    } catch (error) {
      log.error({ entries: entries.length, error: String(error) }, 'notifications not booked together')
      return entries
    }
  }

  async function processInHand(): Promise<void> {
    while (inHand.size > 0) {
      const entries = first(AT_ONCE, inHand.values())
      try {
        for (const entry of await processTogether(entries)) await processAlone(entry)
      } catch (error) {
        // The inbox still has them: the loop that looks into it will find them.
        log.error({ entries: entries.length, error: String(error) }, 'notifications not processed yet')
      }
      for (const { id } of entries) inHand.delete(id)
    }
    // In the same step as the last look: what is taken a moment later has to find nobody at work.
    running = undefined
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
    await store.jobs.expedite(refundJobKey(refund.refundNo), clock.now())
  }

  /** Whether a trade's total of refunds is more than was paid. */
  async function isBeyond(store: Pick<Store, 'payments'>, { paymentId }: Refund, totalFen: number): Promise<boolean> {
    return totalFen > ((await store.payments.byId(paymentId))?.amountFen ?? 0)
  }

  return {
    /** Takes an entry that was just accepted; what waits is processed one after the other. */
    take(entry: InboxEntry): void {
      if (inHand.size >= MOST_IN_HAND) return
      inHand.set(entry.id, entry)
      running ??= processInHand()
    },
    /** Whether so much waits here that what is only told should wait for it. */
    isBusy: (): boolean => inHand.size > BUSY,
    /** Processes what waits in the inbox and is not in hand already, oldest first; gives how many were processed. */
    async waiting(limit = AT_ONCE): Promise<number> {
      const before = processed
      for (const entry of await database.read.inbox.unprocessed(clock.now(), limit))
        if (!inHand.has(entry.id)) inHand.set(entry.id, entry)
      if (inHand.size > 0) running ??= processInHand()
      await running
      return processed - before
    },
    /** Ends with what is being processed at this moment; the inbox has the rest. */
    async stop(): Promise<void> {
      inHand.clear()
      await running
    },
  }
}

function first<T>(most: number, of: Iterable<T>): T[] {
  const found: T[] = []
  for (const one of of) if (found.push(one) >= most) break
  return found
}
