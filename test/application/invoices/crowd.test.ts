import { createOpenSeasonBills } from '../../../server/application/bills/openSeasonBills'
import { allOrNothing } from '../../../server/application/common/allOrNothing'
import { isRefusal } from '../../../server/application/common/refusal'
import { createRequestInvoice } from '../../../server/application/invoices/requestInvoice'
import { executeRefund } from '../../../server/application/refunds/executeRefund'
import type { Approval } from '../../../server/domain/approval/approval'
import { examine, pay, registerHomes } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'
import { PAYER } from '../../support/redLetters'

const PAYMENTS = 100
const PAID = 100_000

onEachEngine('five hundred at once, over a hundred payments', (newPlace) => {
  let ports: StoryPorts
  beforeAll(async () => {
    ports = await openPorts(newPlace)
  })
  afterAll(() => ports.remove())

  /** Orders, each of a household of its own. */
  async function paidOrders(): Promise<string[]> {
    const codes = Array.from({ length: PAYMENTS }, (_, index) => `6201${String(index).padStart(6, '0')}`)
    await registerHomes(ports, 'lanzhou', codes)
    await createOpenSeasonBills(ports)({ company: 'lanzhou', season: '2026-2027', actor: 'li' })
    const orders: string[] = []
    for (const code of codes) {
      const home = await ports.database.read.households.byUserCode('lanzhou', code)
      orders.push(await pay(ports, { householdId: home?.id ?? '', amountFen: PAID }))
    }
    return orders
  }

  const refund = async (orderNo: string, amountFen: number) => {
    const [payment] = await ports.database.read.payments.byOrder(orderNo)
    const payload = { paymentId: payment?.id ?? '', amountFen, route: 'original', reason: '多缴' }
    const approval = { company: 'lanzhou', payload } as unknown as Approval
    return allOrNothing(ports.database, async (store) => {
      const outcome = await executeRefund(store, approval, ports)
      return outcome === 'done' ? { done: true as const } : outcome
    })
  }

  test('never more invoiced than is left, at no moment; one blue invoice of an order, whoever asks', async () => {
    const orders = await paidOrders()
    const request = createRequestInvoice(ports)
    const moments: string[][] = []
    const look = async () => {
      moments.push((await examine(ports)).checks.flatMap(({ name, broken }) => (broken ? [name] : [])))
    }
    const title = (name: string) => ({ kind: 'personal', name }) as const
    const works = orders.flatMap((orderNo) => [
      () => request(PAYER, { orderNo, title: title('张演示') }),
      () => refund(orderNo, 60_000),
      () => request(PAYER, { orderNo, title: title('张演示') }),
      () => request(PAYER, { orderNo, title: title('王演示') }),
      () => refund(orderNo, 60_000),
    ])
    expect(works).toHaveLength(500)
    const all = works.map((work) => work())
    // Looked at while they are at it, and when they are done.
    await Promise.all([look(), Promise.all(all.slice(0, 250)).then(look)])
    const outcomes = await Promise.all(all)
    await look()
    expect(moments.flat()).toEqual([])

    const invoices = await ports.database.read.invoices.byResident(PAYER.id)
    const blues = invoices.filter(({ kind }) => kind === 'blue')
    expect(new Set(blues.map(({ orderNo }) => orderNo)).size).toBe(blues.length)
    for (const [index, orderNo] of orders.entries()) {
      const [payment] = await ports.database.read.payments.byOrder(orderNo)
      const invoicedFen = blues.find((blue) => blue.orderNo === orderNo)?.amountFen ?? 0
      expect((payment?.refundedFen ?? 0) + invoicedFen).toBeLessThanOrEqual(PAID)
      // Two refunds of 600 do not fit into 1,000, and something came through of each five.
      expect(payment?.refundedFen).toBeLessThanOrEqual(60_000)
      expect(outcomes.slice(index * 5, index * 5 + 5).some((outcome) => !isRefusal(outcome))).toBe(true)
    }
  })
})
