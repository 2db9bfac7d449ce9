import { createReportShipping, queueShippingReport } from '../../server/application/reportShipping'
import type { ShippingOutcome, ShippingReport } from '../../server/application/shippingPort'
import type { Order } from '../../server/domain/payment/order'
import type { Rulebook } from '../../server/domain/rulebook/rulebook'
import { listeningLog } from '../adapters/channels/support/log'
import { onEachEngine } from '../support/engines'
import { openPorts, type StoryPorts } from '../support/ports'

const DAY = 86_400_000

onEachEngine('reporting a payment as fulfilled', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  async function paidOrder(changed: Partial<Order> = {}): Promise<Order> {
    const { ids, clock, database } = ports
    const residentId = ids.next()
    const order: Order = {
      ...{
        orderNo: ids.orderNo(clock.today()),
        company: 'lanzhou',
        channel: 'wechat',
        residentId,
        householdId: ids.next(),
      },
      ...{
        season: '2026-2027',
        kind: 'whole',
        amountFen: 125_000,
        status: 'paid',
        description: '2026-2027采暖季采暖费',
      },
      ...{ prepayId: 'wx1', transactionId: '4200', paidAt: clock.now(), clientOutcome: null, createdAt: clock.now() },
      expiresAt: clock.now(),
      ...changed,
    }
    await database.transaction(async (store) => {
      await store.orders.insert(order)
      await store.residents.insert({
        ...{
          id: residentId,
          company: 'lanzhou',
          platform: 'wechat',
          payerKind: 'openid',
          payerValue: `o${residentId}`,
        },
        createdAt: clock.now(),
      })
    })
    return order
  }
  const withRule = (reportShipping: boolean) => ({ payment: { reportShipping } }) as Pick<Rulebook, 'payment'>
  const jobs = () => ports.database.read.jobs.due(ports.clock.now(), 10, ['report-shipping'])
  const queue = (order: Order, rule: Pick<Rulebook, 'payment'>) =>
    ports.database.transaction((store) => queueShippingReport(store, order, rule, ports))

  test('is off in every company’s rulebook as long as nobody says otherwise', async () => {
    for (const { payment } of ports.rulebooks.all()) expect(payment.reportShipping).toBe(false)
    await queue(await paidOrder(), withRule(false))
    expect(await jobs()).toEqual([])
  })

  test('is a job of a paid WeChat order where the company has to', async () => {
    const order = await paidOrder()
    await queue(order, withRule(true))
    await queue(order, withRule(true))
    await queue(await paidOrder({ channel: 'alipay' }), withRule(true))
    expect((await jobs()).map(({ subject }) => subject)).toEqual([order.orderNo])
  })

  function reporter(...answers: ShippingOutcome[]) {
    const reports: ShippingReport[] = []
    const { log, lines } = listeningLog()
    const shipping = {
      shipping: () => ({
        async reportShipping(report: ShippingReport) {
          reports.push(report)
          return answers.shift() ?? { outcome: 'reported' as const }
        },
      }),
    }
    return { report: createReportShipping({ ...ports, shipping, log }), reports, lines }
  }
  const unknown: ShippingOutcome = { outcome: 'unknown', code: 'TIMEOUT', message: '' }

  test('names the transaction, the payer and what was paid for, once', async () => {
    const order = await paidOrder()
    const { report, reports } = reporter()
    expect(await report(order.orderNo)).toBeNull()
    expect(reports).toEqual([
      { transactionId: '4200', payer: { kind: 'openid', value: `o${order.residentId}` }, item: order.description },
    ])
  })

  test('is tried again while nobody knows, for three days', async () => {
    const order = await paidOrder()
    const { report, lines } = reporter(unknown, unknown)
    expect(await report(order.orderNo)).toBe(ports.clock.now() + 600_000)
    expect(lines).toEqual([])
    const late = await paidOrder({ paidAt: ports.clock.now() - 4 * DAY })
    expect(await report(late.orderNo)).toBeNull()
    expect(lines).toEqual([expect.objectContaining({ level: 'error', orderNo: late.orderNo })])
  })

  test('that is refused is left to a person', async () => {
    const order = await paidOrder()
    const { report, lines } = reporter({ outcome: 'refused', code: '10060001', message: '' })
    expect(await report(order.orderNo)).toBeNull()
    expect(lines).toEqual([expect.objectContaining({ level: 'error', code: '10060001' })])
  })

  test('of an order that is not paid, or not known, is none', async () => {
    const open = await paidOrder({ status: 'paying', transactionId: null, paidAt: null })
    const { report, reports } = reporter()
    expect([await report(open.orderNo), await report('HP261121NOSUCHORDER')]).toEqual([null, null])
    expect(reports).toEqual([])
  })
})
