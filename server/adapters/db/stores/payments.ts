import { type EntityManager, In, IsNull } from 'typeorm'
import type { ClaimStore, OrderStore, PaymentStore, SuspenseStore } from '../../../application/ports/payments'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { inChunks } from './filters'

/** Orders, changed only from a status that the caller names (M2). */
export function orderStore(manager: EntityManager): OrderStore {
  const rows = rowsOf(manager, tables.orders)
  return {
    byNo: (orderNo) => rows.one({ orderNo }),
    byResident: (residentId, limit) => rows.many({ residentId }, { createdAt: 'DESC' }, limit),
    openOfHousehold: (householdId) =>
      rows.many({ householdId, status: In(['created', 'paying']) }, { createdAt: 'ASC' }),
    insert: (order) => rows.insert(order),
    insertMany: (orders) => rows.insertMany(orders),
    change: async (orderNo, from, to) => (await rows.update(to, { orderNo, status: In([...from]) })) === 1,
  }
}

/** Money that arrived, once per source and number (M3). */
export function paymentStore(manager: EntityManager): PaymentStore {
  const rows = rowsOf(manager, tables.payments)
  return {
    insert: (payment) => rows.insert(payment),
    insertMany: (payments) => rows.insertMany(payments),
    byIds: (ids) => inChunks(ids, (some) => rows.many({ id: In(some) })),
    byId: (id) => rows.one({ id }),
    byTransaction: (company, source, transactionId) => rows.one({ company, source, transactionId }),
    file: async (id, filedOn) => {
      await rows.update({ filedOn }, { id })
    },
    tellPayer: async (id, from, payerCode) => (await rows.update({ payerCode }, { id, payerCode: from })) === 1,
    replace: async (id, movedTo) => (await rows.update({ movedTo }, { id, movedTo: IsNull() })) === 1,
    byOrder: (orderNo) => rows.many({ orderNo }, { paidAt: 'ASC' }),
    byHousehold: (householdId) => rows.many({ householdId }, { paidAt: 'DESC' }),
  }
}

/** Work items for money that waits (M7). */
export function suspenseStore(manager: EntityManager): SuspenseStore {
  const rows = rowsOf(manager, tables.suspenseItems)
  return {
    async insert(item) {
      await rows.insertMany([item])
    },
    open: (company) => rows.many({ company, status: 'open' }, { openedAt: 'ASC' }),
    byId: (id) => rows.one({ id }),
    ofPayment: (paymentId) => rows.one({ paymentId }),
    resolve: async (id, exit, at) =>
      (await rows.update({ status: 'resolved', exit, resolvedAt: at }, { id, status: 'open' })) === 1,
  }
}

/** Claims of residents who paid for the wrong household. */
export function claimStore(manager: EntityManager): ClaimStore {
  const rows = rowsOf(manager, tables.paymentClaims)
  return {
    insert: (claim) => rows.insert(claim),
    byId: (id) => rows.one({ id }),
    byResident: (residentId) => rows.many({ residentId }, { askedAt: 'DESC' }),
    grantedOf: (paymentId) => rows.one({ paymentId, status: 'granted' }),
    open: (company) => rows.many({ company, status: 'asked' }, { askedAt: 'ASC' }),
    decide: async (id, decision) => (await rows.update(decision, { id, status: 'asked' })) === 1,
  }
}
