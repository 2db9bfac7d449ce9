import type { Channel } from '../../contract/channelWords'
import type { Order } from '../domain/payment/order'
import type { Rulebook } from '../domain/rulebook/rulebook'
import type { Clock, Database, Job, Log, Store } from './ports'
import type { ShippingDirectory } from './shippingPort'

/** Which platform wants fulfilment reported at all (formats.md 4.1). */
const WANTS_REPORTS: Readonly<Record<Channel, boolean>> = { wechat: true, alipay: false }

const AGAIN_AFTER_MS = 10 * 60_000
/** What could not be reported within three days is left to a person, who finds it in the log. */
const GIVE_UP_AFTER_MS = 3 * 86_400_000

/**
 * Where the company's mini-program has to report fulfilment (`payment.reportShipping` of its rulebook; formats.md 4.1),
 * a paid WeChat order gets the job that does; in the transaction that applies the payment.
 */
export async function queueShippingReport(
  store: Store,
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
    dueAt: clock.now(),
  }
  await store.jobs.add(job)
}

/** Reports one paid order as fulfilled, once; gives when to try again, or null. */
export function createReportShipping(ports: {
  database: Database
  shipping: ShippingDirectory
  clock: Clock
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
    const late = clock.now() - order.paidAt > GIVE_UP_AFTER_MS
    if (outcome.outcome === 'unknown' && !late) return clock.now() + AGAIN_AFTER_MS
    log.error({ company: order.company, orderNo, code: outcome.code }, 'a payment’s fulfilment was not reported')
    return null
  }
}
