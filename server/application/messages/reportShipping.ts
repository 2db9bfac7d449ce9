import type { Channel } from '../../../contract/channelWords'
import type { Order } from '../../domain/payment/order'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { raiseFollowUp } from '../followUps/raiseFollowUp'
import type { ShippingDirectory } from '../ports/channels'
import type { BookingStore, Database } from '../ports/database'
import type { Clock, Ids, Log } from '../ports/system'
import type { Job } from '../ports/work'

/** Which platform wants fulfilment reported at all (formats.md 4.1). */
const WANTS_REPORTS: Readonly<Record<Channel, boolean>> = { wechat: true, alipay: false }

/** WeChat's order store knows a payment only some time after it was made: before that its no means "not yet". */
const FIRST_AFTER_MS = 60_000

/** A report whose answer was lost may have had its effect, and only one correction is allowed. */
const UNKNOWN_AGAIN_AFTER_MS = 10 * 60_000

const MAX_WAIT_MS = 6 * 3_600_000

/** What could not be reported within three days becomes a work item. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000

/**
 * Where the company's mini-program has to report fulfilment (`payment.reportShipping` of its rulebook; formats.md 4.1),
 * a paid WeChat order gets the job that does; in the transaction that applies the payment.
 */
export async function queueShippingReport(
  store: Pick<BookingStore, 'jobs'>,
  order: Pick<Order, 'company' | 'channel' | 'orderNo'>,
  rulebook: Pick<Rulebook, 'payment'> | undefined,
  { clock }: { clock: Clock },
): Promise<void> {
  if (!WANTS_REPORTS[order.channel] || !rulebook?.payment.reportShipping) return
  const job: Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'> = {
    key: `report-shipping:${order.orderNo}`,
    company: order.company,
    kind: 'report-shipping',
    subject: order.orderNo,
    dueAt: clock.now() + FIRST_AFTER_MS,
  }
  await store.jobs.add(job)
}

/**
 * Reports one paid order as fulfilled, once; gives when to try again, or null. A refusal too is tried again, ever more rarely:
 * money that is not reported stays frozen (formats.md 4.1). After three days somebody has to do it by hand.
 */
export function createReportShipping(ports: {
  database: Database
  shipping: ShippingDirectory
  clock: Clock
  ids: Ids
  log: Log
}) {
  const { database, shipping, clock, log } = ports
  return async function reportShipping(orderNo: string): Promise<number | null> {
    const order = await database.read.orders.byNo(orderNo)
    const resident = order && (await database.read.residents.byId(order.residentId))
    const reporter = order && shipping.shipping(order.company, order.channel)
    if (!order?.transactionId || order.paidAt === null || !resident || !reporter) return null
    const outcome = await reporter.reportShipping({
      transactionId: order.transactionId,
      payer: { kind: resident.payerKind, value: resident.payerValue },
      item: order.description,
    })
    if (outcome.outcome === 'reported') return null
    const age = clock.now() - order.paidAt
    if (age <= GIVE_UP_AFTER_MS) {
      const shortest = outcome.outcome === 'unknown' ? UNKNOWN_AGAIN_AFTER_MS : FIRST_AFTER_MS
      return clock.now() + Math.max(shortest, Math.min(age, MAX_WAIT_MS))
    }
    const { company, channel, transactionId, amountFen } = order
    log.error({ company, orderNo, code: outcome.code }, 'a payment’s fulfilment was not reported')
    const about = { company, kind: 'shipping-report', channel, subject: transactionId, orderNo, amountFen } as const
    const told = `${outcome.code} ${outcome.message}`
    await database.transaction((store) => raiseFollowUp(store, { ...about, told }, ports))
    return null
  }
}
