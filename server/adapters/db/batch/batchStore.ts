import type { BookingStore } from '../../../application/ports/database'
import type { InboxEntry, Job } from '../../../application/ports/work'
import type { BillApplication } from '../../../domain/bill/bill'
import type { Transfer } from '../../../domain/ledger/transfer'
import type { Message } from '../../../domain/message/message'
import type { FollowUp } from '../../../domain/payment/followUp'
import type { Order } from '../../../domain/payment/order'
import type { Payment, SuspenseItem } from '../../../domain/payment/payment'
import { type BatchRows, byDay, orderNoOf, paymentKey } from './readBatch'

/** What a batch has decided and not written yet: rows to add, and by how much rows that are there change. */
export interface BatchChanges {
  processed: { id: string; at: number }[]
  payments: Payment[]
  suspense: SuspenseItem[]
  applications: BillApplication[]
  transfers: Transfer[]
  followUps: FollowUp[]
  messages: Message[]
  jobs: Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'>[]
  /** As they were read and as they are now. */
  orders: Map<string, { was: Order; is: Order }>
  households: Map<string, { version: number; raised: number; creditFen: number }>
  bills: Map<string, { principalFen: number; lateFeeFen: number }>
}

/** What a batch does not know: who asks for it goes alone. */
class NotInBatch extends Error {
  constructor(what: string) {
    super(`not in this batch: ${what}`)
  }
}

/**
 * A BookingStore over rows that were read for a whole batch: it answers from memory, holds every guard against what it has
 * read and decided so far (M2), and keeps what is to be written. An entry that throws leaves no trace.
 */
export function createBatchStore(rows: BatchRows) {
  const changes: BatchChanges = {
    ...{
      processed: [],
      payments: [],
      suspense: [],
      applications: [],
      transfers: [],
      followUps: [],
      messages: [],
      jobs: [],
    },
    ...{ orders: new Map(), households: new Map(), bills: new Map() },
  }
  /** How to take back what the entry at hand has done, the last first. */
  let undo: (() => void)[] = []
  /** Households and orders of which an entry goes alone: what comes after it must not overtake it. */
  const left = new Set<string>()

  function put<K, V>(map: Map<K, V>, key: K, value: V): void {
    const [was, had] = [map.get(key), map.has(key)]
    undo.push(() => (had ? map.set(key, was as V) : map.delete(key)))
    map.set(key, value)
  }
  function add<T>(list: T[], added: readonly T[]): void {
    undo.push(() => list.splice(list.length - added.length))
    list.push(...added)
  }
  function known<V>(map: Map<string, V>, key: string): V {
    if (!map.has(key)) throw new NotInBatch(key)
    return map.get(key) as V
  }

  const store: BookingStore = {
    inbox: {
      async markProcessed(id, at) {
        add(changes.processed, [{ id, at }])
        return true
      },
    },
    orders: {
      byNo: async (orderNo) => known(rows.orders, orderNo),
      async change(orderNo, from, to) {
        const order = known(rows.orders, orderNo)
        if (!order || !from.includes(order.status)) return false
        const is = { ...order, ...to }
        put(changes.orders, orderNo, { was: changes.orders.get(orderNo)?.was ?? order, is })
        put(rows.orders, orderNo, is)
        return true
      },
    },
    payments: {
      byTransaction: async (company, source, transactionId) =>
        known(rows.payments, paymentKey(company, source, transactionId)),
      byHousehold: async (householdId) => {
        throw new NotInBatch(`payments of ${householdId}`)
      },
      async insert(payment) {
        const key = paymentKey(payment.company, payment.source, payment.transactionId)
        if (known(rows.payments, key)) return 'duplicate'
        put(rows.payments, key, payment)
        add(changes.payments, [payment])
        return 'inserted'
      },
    },
    households: {
      byId: async (id) => known(rows.households, id),
      byUserCode: async (_, userCode) => {
        throw new NotInBatch(`household ${userCode}`)
      },
      async touch({ id, version }, creditChangeFen = 0) {
        const household = known(rows.households, id)
        const creditFen = household.creditFen + creditChangeFen
        if (household.version !== version || creditFen < 0) return false
        const before = changes.households.get(id) ?? { version, raised: 0, creditFen: 0 }
        put(changes.households, id, {
          version: before.version,
          raised: before.raised + 1,
          creditFen: before.creditFen + creditChangeFen,
        })
        put(rows.households, id, { ...household, version: version + 1, creditFen })
        return true
      },
    },
    bills: {
      byHousehold: async (id) => (rows.billsOf.get(id) ?? []).map((billId) => known(rows.bills, billId)),
      applicationsOf: async (id) => rows.applicationsOf.get(id) ?? [],
      async apply(id, principalFen, lateFeeFen) {
        const bill = known(rows.bills, id)
        const appliedFen = bill.appliedFen + principalFen
        const lateFeePaidFen = bill.lateFeePaidFen + lateFeeFen
        if (appliedFen < 0 || appliedFen > bill.billedFen - bill.reversedFen || lateFeePaidFen < 0) return false
        const before = changes.bills.get(id) ?? { principalFen: 0, lateFeeFen: 0 }
        put(changes.bills, id, {
          principalFen: before.principalFen + principalFen,
          lateFeeFen: before.lateFeeFen + lateFeeFen,
        })
        put(rows.bills, id, { ...bill, appliedFen, lateFeePaidFen })
        return true
      },
      async insertApplications(applications) {
        add(changes.applications, applications)
        for (const one of applications) {
          const { householdId } = known(rows.bills, one.billId)
          put(rows.applicationsOf, householdId, [...(rows.applicationsOf.get(householdId) ?? []), one].sort(byDay))
        }
      },
    },
    suspense: { insert: async (item) => add(changes.suspense, [item]) },
    ledger: { insert: async (transfers) => add(changes.transfers, transfers) },
    // Each is about a payment or an order that is new in this batch; one that is there all the same stops the whole batch.
    followUps: { insert: async (followUp) => added(changes.followUps, followUp) },
    messages: { insert: async (message) => added(changes.messages, message) },
    jobs: { add: async (job) => added(changes.jobs, job) },
    whole: () => {
      throw new NotInBatch('all the tables')
    },
  }

  function added<T>(list: T[], row: T): 'inserted' {
    add(list, [row])
    return 'inserted'
  }

  /** The names under which an entry's place in the order of things is known: its order, and its household's user code. */
  function placesOf(entry: InboxEntry): string[] {
    const orderNo = orderNoOf(entry)
    const householdId = orderNo === undefined ? undefined : rows.orders.get(orderNo)?.householdId
    const household = householdId === undefined ? undefined : rows.households.get(householdId)
    const { company, event } = entry
    const told = event.what.kind === 'payment' ? event.what.payment.userCode : undefined
    const code = household ? `${household.company} ${household.userCode}` : told && `${company} ${told}`
    return [orderNo, code].filter((place) => place !== undefined)
  }

  return {
    changes,
    /** Does an entry's work; false, and as if nothing had been done, where it has to go alone. */
    async attempt(
      entry: InboxEntry,
      work: (store: BookingStore, entry: InboxEntry) => Promise<void>,
    ): Promise<boolean> {
      const places = placesOf(entry)
      undo = []
      try {
        if (entry.event.what.kind !== 'payment') throw new NotInBatch(entry.event.what.kind)
        if (places.some((place) => left.has(place))) throw new NotInBatch(places.join(' '))
        await work(store, entry)
        return true
      } catch {
        // Whatever it was: alone it meets the same, or a guard that was in the way of all.
        for (const takeBack of undo.reverse()) takeBack()
        for (const place of places) left.add(place)
        return false
      }
    },
  }
}
