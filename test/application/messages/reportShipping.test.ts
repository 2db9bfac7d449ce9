import { refuse } from '../../../server/application/common/refusal'
import { createMoneyWork } from '../../../server/application/desk/moneyWork'
import { createReportShipping, queueShippingReport } from '../../../server/application/messages/reportShipping'
import type { ShippingOutcome, ShippingReport } from '../../../server/application/ports/channels'
import { FOLLOW_UP_KINDS } from '../../../server/domain/payment/followUp'
import type { Order } from '../../../server/domain/payment/order'
import type { Rulebook } from '../../../server/domain/rulebook/rulebook'
import { listeningLog } from '../../support/channels/log'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const MINUTE = 60_000

const HOUR = 60 * MINUTE

const DAY = 24 * HOUR

const NOT_YET: ShippingOutcome = { outcome: 'refused', code: '10060001', message: '支付单不存在' }

const NO_CHANNELS = { get: () => undefined, companiesWith: () => [] }

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
  const jobs = (at = ports.clock.now()) => ports.database.read.jobs.due(at, 10, ['report-shipping'])
  const queue = (order: Order, rule: Pick<Rulebook, 'payment'>) =>
    ports.database.transaction((store) => queueShippingReport(store, order, rule, ports))

  test('is off in every company’s rulebook as long as nobody says otherwise', async () => {
    for (const { payment } of ports.rulebooks.all()) expect(payment.reportShipping).toBe(false)
    await queue(await paidOrder(), withRule(false))
    expect(await jobs()).toEqual([])
  })

  test('is a job of a paid WeChat order where the company has to, a minute after it was paid', async () => {
    const order = await paidOrder()
    await queue(order, withRule(true))
    await queue(order, withRule(true))
    await queue(await paidOrder({ channel: 'alipay' }), withRule(true))
    expect(await jobs(ports.clock.now() + 59_999)).toEqual([])
    expect((await jobs(ports.clock.now() + 60_000)).map(({ subject }) => subject)).toEqual([order.orderNo])
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

  test('is tried again while nobody knows, ten minutes later at the earliest', async () => {
    const order = await paidOrder()
    const { report, lines } = reporter(unknown)
    expect(await report(order.orderNo)).toBe(ports.clock.now() + 10 * MINUTE)
    expect(lines).toEqual([])
  })

  test('that is refused is not yet known: a minute later, then ever more rarely, for three days', async () => {
    const ages = [0, MINUTE, 3 * MINUTE, 2 * HOUR, 10 * HOUR, 3 * DAY]
    const waits: number[] = []
    for (const age of ages) {
      const order = await paidOrder({ paidAt: ports.clock.now() - age })
      waits.push(((await reporter(NOT_YET).report(order.orderNo)) ?? 0) - ports.clock.now())
    }
    expect(waits).toEqual([MINUTE, MINUTE, 3 * MINUTE, 2 * HOUR, 6 * HOUR, 6 * HOUR])
    expect(await ports.database.read.followUps.open('lanzhou')).toEqual([])
  })

  test('that WeChat’s order store does not know in the first minute is reported in the next, once', async () => {
    const order = await paidOrder()
    const { report, reports } = reporter(NOT_YET)
    expect(await report(order.orderNo)).toBe(ports.clock.now() + MINUTE)
    expect(await report(order.orderNo)).toBeNull()
    expect(reports).toHaveLength(2)
  })

  test('that was not taken for three days is a work item with the code, ends with what was found', async () => {
    const order = await paidOrder({ paidAt: ports.clock.now() - 3 * DAY - 1, transactionId: '4200X' })
    const { report, lines } = reporter(NOT_YET, NOT_YET)
    expect(await report(order.orderNo)).toBeNull()
    expect(await report(order.orderNo)).toBeNull()
    expect(lines).toHaveLength(2)
    const work = createMoneyWork({ ...ports, channels: NO_CHANNELS } as never)
    const { followUps } = await work.waiting('lanzhou')
    expect(followUps).toMatchObject([
      {
        kindName: FOLLOW_UP_KINDS['shipping-report'],
        subject: '4200X',
        orderNo: order.orderNo,
        amountFen: 125_000,
        told: '10060001 支付单不存在',
        owner: 'finance-desk',
      },
    ])
    const id = followUps[0]?.id ?? ''
    const li = { company: 'lanzhou', loginName: 'li.fang' }
    expect(await work.closeFollowUp({ ...li, company: 'baoji' }, id, '已手工录入')).toEqual(refuse('not-found'))
    expect(await work.closeFollowUp(li, id, '已手工录入')).toEqual({ id, status: 'closed' })
    expect(await work.closeFollowUp(li, id, '已手工录入')).toEqual(refuse('already-resolved'))
    expect((await work.waiting('lanzhou')).followUps).toEqual([])
    expect(await ports.database.read.followUps.byId(id)).toMatchObject({ closedBy: 'li.fang', note: '已手工录入' })
  })

  test('of an order that is not paid, or not known, is none', async () => {
    const open = await paidOrder({ status: 'paying', transactionId: null, paidAt: null })
    const { report, reports } = reporter()
    expect([await report(open.orderNo), await report('HP261121NOSUCHORDER')]).toEqual([null, null])
    expect(reports).toEqual([])
  })
})
