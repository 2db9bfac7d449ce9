import type { Job } from '../../../server/application/ports/work'
import type { Order } from '../../../server/domain/payment/order'
import type { Payment } from '../../../server/domain/payment/payment'
import { oneBill } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

/** Each guard by itself, where no other stands before it: red when its condition or its key is gone (M2, M3). */
onEachEngine('guards of the money path', (newPlace) => {
  let ports: StoryPorts
  let now: number
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    now = ports.clock.now()
  })
  afterEach(() => ports.remove())

  const inOne = <T>(work: Parameters<typeof ports.database.transaction<T>>[0]) => ports.database.transaction(work)
  const { read } = { read: () => ports.database.read }

  describe('jobs.claim', () => {
    const LEASE = 60_000
    async function job(): Promise<Job> {
      await inOne((store) =>
        store.jobs.add({ key: 'j', company: 'lanzhou', kind: 'give-refund', subject: 'RF1', dueAt: now }),
      )
      return (await read().jobs.byKey('j')) as Job
    }
    const claim = (seen: Job, at: number) => inOne((store) => store.jobs.claim(seen, at, at + LEASE))

    test('of many that saw it free one has it', async () => {
      const seen = await job()
      const claimed = await Promise.all(Array.from({ length: 8 }, (_, n) => claim(seen, now + n)))
      expect(claimed.filter(Boolean)).toHaveLength(1)
    })

    test('while its lease runs nobody has it, whatever he saw; afterwards one has', async () => {
      expect(await claim(await job(), now)).toBe(true)
      const leased = (await read().jobs.byKey('j')) as Job
      expect(await claim(leased, now + LEASE - 1)).toBe(false)
      expect(await claim(leased, now + LEASE)).toBe(true)
      expect(await claim(leased, now + 3 * LEASE)).toBe(false)
    })

    test('what is done is not done again', async () => {
      const seen = await job()
      await claim(seen, now)
      await inOne((store) => store.jobs.finish('j', now + LEASE, { at: now, dueAt: null, error: null }))
      expect(await claim({ ...seen, leaseUntil: 0 }, now + LEASE)).toBe(false)
    })

    test('whose lease was taken over ends nothing', async () => {
      const seen = await job()
      await claim(seen, now)
      await claim((await read().jobs.byKey('j')) as Job, now + LEASE)
      await inOne((store) => store.jobs.finish('j', now + LEASE, { at: now, dueAt: null, error: null }))
      expect(await read().jobs.byKey('j')).toMatchObject({ doneAt: null, leaseUntil: now + 2 * LEASE })
    })
  })

  test('bills.apply: no more than was billed, and never below nothing', async () => {
    const home = await oneBill(ports, '6201000077')
    const [bill] = await read().bills.byHousehold(home)
    if (!bill) throw new Error('no bill')
    const apply = (principalFen: number, lateFeeFen = 0) =>
      inOne((store) => store.bills.apply(bill.id, principalFen, lateFeeFen))
    expect(await apply(bill.billedFen + 1)).toBe(false)
    expect(await apply(bill.billedFen)).toBe(true)
    expect(await apply(1)).toBe(false)
    expect(await apply(-bill.billedFen - 1)).toBe(false)
    expect(await apply(0, -1)).toBe(false)
    expect(await apply(-bill.billedFen)).toBe(true)
    expect((await read().bills.byHousehold(home))[0]).toMatchObject({ appliedFen: 0, lateFeePaidFen: 0 })
    const halves = await Promise.all(Array.from({ length: 4 }, () => apply(Math.ceil(bill.billedFen / 2))))
    expect(halves.filter(Boolean).length).toBeLessThanOrEqual(2)
    expect((await read().bills.byHousehold(home))[0]?.appliedFen).toBeLessThanOrEqual(bill.billedFen)
  })

  test('orders.change: from the status that was named only, and for one alone', async () => {
    const order: Order = {
      ...{ orderNo: 'HPTESTGUARD01', company: 'lanzhou', channel: 'wechat', residentId: 'R1', householdId: 'H1' },
      ...{ season: '2026-2027', kind: 'whole', amountFen: 100, status: 'paying', description: '采暖费' },
      ...{ prepayId: 'wx1', transactionId: null, paidAt: null, clientOutcome: null, createdAt: now, expiresAt: now },
    }
    await inOne((store) => store.orders.insert(order))
    const change = (from: Order['status'][], to: Order['status']) =>
      inOne((store) => store.orders.change(order.orderNo, from, { status: to }))
    expect(await change(['created'], 'closed')).toBe(false)
    const closed = await Promise.all([1, 2, 3].map(() => change(['created', 'paying'], 'closed')))
    expect(closed.filter(Boolean)).toHaveLength(1)
    expect(await change(['paying'], 'paid')).toBe(false)
    expect(await read().orders.byNo(order.orderNo)).toMatchObject({ status: 'closed' })
  })

  test('payments: one of a channel’s number in a company, on any channel and in any other company its own', async () => {
    const payment: Payment = {
      ...{ id: 'P1', company: 'lanzhou', source: 'wechat', transactionId: '42000077', orderNo: null },
      ...{ householdId: null, amountFen: 100, paidAt: now, paidOn: '2026-11-21', outcome: 'suspense' },
      ...{ refundedFen: 0, refundParts: 0, recordedAt: now },
    }
    const insert = (id: string, other: Partial<Payment> = {}) =>
      inOne((store) => store.payments.insert({ ...payment, id, ...other }))
    expect(await insert('P1')).toBe('inserted')
    expect(await insert('P2')).toBe('duplicate')
    expect(await insert('P3', { source: 'alipay' })).toBe('inserted')
    expect(await insert('P4', { company: 'baoji' })).toBe('inserted')
    expect(await insert('P5', { transactionId: '42000077 ' })).toBe('inserted')
  })

  test('inbox: one copy of an event about one thing is kept', async () => {
    const eventAbout = (orderNo: string) => ({
      eventId: 'EV1',
      what: {
        kind: 'payment' as const,
        payment: { orderNo, transactionId: `T${orderNo}`, amountFen: 100 as never, paidAt: now, payer: undefined },
      },
    })
    const insert = (id: string, company: string, orderNo: string) =>
      inOne((store) =>
        store.inbox.insert({
          ...{ id, company, channel: 'wechat', eventId: 'EV1', headers: {}, body: Buffer.from('{}') },
          ...{ event: eventAbout(orderNo), receivedAt: now, processedAt: null, attempts: 0, nextTryAt: now },
        }),
      )
    expect(await insert('I1', 'lanzhou', 'HP1')).toBe('inserted')
    expect(await insert('I2', 'lanzhou', 'HP1')).toBe('duplicate')
    expect(await insert('I3', 'lanzhou', 'HP2')).toBe('inserted')
    expect(await insert('I4', 'baoji', 'HP1')).toBe('inserted')
    const marked = await Promise.all([1, 2, 3].map(() => inOne((store) => store.inbox.markProcessed('I1', now))))
    expect(marked.filter(Boolean)).toHaveLength(1)
  })

  test('households.touch: the version that was seen, and no credit below nothing', async () => {
    const id = await oneBill(ports, '6201000078')
    const seen = await read().households.byId(id)
    if (!seen) throw new Error('no household')
    const touch = (version: number, creditFen = 0) =>
      inOne((store) => store.households.touch({ id, version }, creditFen))
    expect(await touch(seen.version, -1)).toBe(false)
    expect(await touch(seen.version + 1)).toBe(false)
    const touched = await Promise.all([1, 2, 3].map(() => touch(seen.version, 50)))
    expect(touched.filter(Boolean)).toHaveLength(1)
    expect(await read().households.byId(id)).toMatchObject({ creditFen: 50, version: seen.version + 1 })
  })
})
