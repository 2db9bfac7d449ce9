import type { EntityManager } from 'typeorm'
import type { InboxEntry } from '../../../application/ports/work'
import type { Bill, BillApplication } from '../../../domain/bill/bill'
import type { Household } from '../../../domain/household/household'
import type { Order } from '../../../domain/payment/order'
import type { Payment } from '../../../domain/payment/payment'
import * as tables from '../entities'
import { selectIn } from '../manyRows'

/** A household as booking sees it: the guarded row of all its money (M2). */
export type GuardedHousehold = Pick<Household, 'id' | 'company' | 'userCode' | 'version' | 'creditFen'>

/** All that booking a batch of payments may ask for, by the key that it is asked by; what was looked for and is not there is undefined. */
export interface BatchRows {
  orders: Map<string, Order | undefined>
  payments: Map<string, Pick<Payment, 'id'> | undefined>
  households: Map<string, GuardedHousehold>
  bills: Map<string, Bill>
  billsOf: Map<string, string[]>
  applicationsOf: Map<string, BillApplication[]>
}

/** What makes a payment unique (M3). */
export const paymentKey = (company: string, source: string, transactionId: string): string =>
  `${company} ${source} ${transactionId}`

/** The order that an entry is about, if it is about one. */
export const orderNoOf = ({ event: { what } }: InboxEntry): string | undefined => {
  switch (what.kind) {
    case 'payment':
      return what.payment.orderNo
    case 'refund':
    case 'closed':
      return what.orderNo
    case 'nothing':
      return undefined
  }
}

/** Oldest season first; of a season its fee first, then what was billed later: as the bills' store gives them. */
const inOrder = (one: Bill, other: Bill): number =>
  compare(one.season, other.season) || one.openedAt - other.openedAt || compare(one.id, other.id)

/** As the store gives a household's applications. */
export const byDay = (one: BillApplication, other: BillApplication): number =>
  compare(one.on, other.on) || compare(one.id, other.id)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}

/** Reads what booking these entries may ask for, each table once. */
export async function readBatch(manager: EntityManager, entries: readonly InboxEntry[]): Promise<BatchRows> {
  const orderNos = [...new Set(entries.map(orderNoOf).filter((orderNo) => orderNo !== undefined))]
  const found = await selectIn(manager, tables.orders, 'orderNo', orderNos)
  const orders = new Map<string, Order | undefined>(orderNos.map((orderNo) => [orderNo, undefined]))
  for (const order of found) orders.set(order.orderNo, order)

  const ids = [...new Set(found.map(({ householdId }) => householdId))]
  const guarded = ['id', 'company', 'userCode', 'version', 'creditFen'] as const
  const households = await selectIn(manager, tables.households, 'id', ids, { columns: guarded })
  const bills = (await selectIn(manager, tables.bills, 'householdId', ids)).sort(inOrder)
  const applications = (
    await selectIn(
      manager,
      tables.billApplications,
      'billId',
      bills.map(({ id }) => id),
    )
  ).sort(byDay)
  const ownerOf = new Map(bills.map(({ id, householdId }) => [id, householdId]))
  const billsOf = grouped(bills, ({ householdId }) => householdId)
  return {
    orders,
    payments: await readPayments(manager, entries),
    households: new Map(households.map((household) => [household.id, household])),
    bills: new Map(bills.map((bill) => [bill.id, bill])),
    billsOf: new Map([...billsOf].map(([id, of]) => [id, of.map((bill) => bill.id)])),
    applicationsOf: grouped(applications, ({ billId }) => ownerOf.get(billId) ?? ''),
  }
}

async function readPayments(manager: EntityManager, entries: readonly InboxEntry[]): Promise<BatchRows['payments']> {
  const told = entries.flatMap(({ company, channel, event: { what } }) =>
    what.kind === 'payment' ? [{ company, source: channel, transactionId: what.payment.transactionId }] : [],
  )
  const payments: BatchRows['payments'] = new Map(
    told.map(({ company, source, transactionId }) => [paymentKey(company, source, transactionId), undefined]),
  )
  const columns = ['id', 'company', 'source', 'transactionId'] as const
  for (const of of grouped(told, ({ company, source }) => `${company} ${source}`).values()) {
    const { company, source } = of[0] ?? {}
    const numbers = [...new Set(of.map(({ transactionId }) => transactionId))]
    const reading = { columns, where: { company, source } }
    for (const one of await selectIn(manager, tables.payments, 'transactionId', numbers, reading))
      payments.set(paymentKey(one.company, one.source, one.transactionId), one)
  }
  return payments
}
