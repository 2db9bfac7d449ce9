import type { EntityManager } from 'typeorm'
import { In, IsNull, LessThanOrEqual } from 'typeorm'
import type { BillFileStore, ReconciliationStore, RefundStore } from '../../../application/reconciliationPorts'
import { MOST_REFUND_PARTS } from '../../../domain/payment/refund'
import type { BillDay } from '../../../domain/reconciliation/billFile'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { given } from './filters'
import { eachOfOurs } from './ourDigests'
import { countOurs, oursBetween, rowsOfPage } from './ourRows'

const only = ({ company, channel, bill, date }: BillDay): BillDay => ({ company, channel, bill, date })

/** Refunds; what they take from a payment is a guarded column of the payment (M2). */
export function refundStore(manager: EntityManager): RefundStore {
  const rows = rowsOf(manager, tables.refunds)
  const payments = rowsOf(manager, tables.payments)
  return {
    byNo: (refundNo) => rows.one({ refundNo }),
    byPayment: (paymentId) => rows.many({ paymentId }, { requestedAt: 'ASC' }),
    reserve: async (id, fen) =>
      (await payments.update(
        { refundedFen: () => 'refunded_fen + :fen', refundParts: () => 'refund_parts + 1' },
        { id },
        'refunded_fen + :fen <= amount_fen AND refund_parts < :most',
        { fen, most: MOST_REFUND_PARTS },
      )) === 1,
    release: async (id, fen) =>
      (await payments.update({ refundedFen: () => 'refunded_fen - :fen' }, { id }, 'refunded_fen >= :fen', { fen })) ===
      1,
    failed: (company) => rows.many({ company, status: 'failed', attendedAt: IsNull() }, { requestedAt: 'ASC' }),
    attend: async (refundNo, at) =>
      (await rows.update({ attendedAt: at }, { refundNo, status: 'failed', attendedAt: IsNull() })) === 1,
    insert: (refund) => rows.insert(refund),
    correct: async ({ refundNo, amountFen }, toFen) =>
      (await rows.update({ amountFen: toFen }, { refundNo, status: 'succeeded', amountFen })) === 1,
    change: async (refundNo, from, to) => (await rows.update(to, { refundNo, status: In([...from]) })) === 1,
  }
}

/** The files that channels and banks gave, each content once (M3). */
export function billFileStore(manager: EntityManager): BillFileStore {
  const rows = rowsOf(manager, tables.billFiles)
  return {
    insert: (file) => rows.insert(file),
    ofDay: (day) => rows.many(only(day), { receivedAt: 'ASC', id: 'ASC' }),
    byId: (id) => rows.one({ id }),
    stand: async (id, from, to) => (await rows.update({ status: to }, { id, status: In([...from]) })) === 1,
    async page({ from, to, ...filter }, offset, limit) {
      const query = rows.query('f').where(given(filter))
      if (from !== undefined) query.andWhere('f.date >= :from', { from })
      if (to !== undefined) query.andWhere('f.date <= :to', { to })
      query.orderBy('f.date', 'DESC').addOrderBy('f.receivedAt', 'DESC').addOrderBy('f.id', 'DESC')
      const [found, total] = await query.skip(offset).take(limit).getManyAndCount()
      return { rows: found, total }
    },
  }
}

/** Our side of a day, its runs and its work items. */
export function reconciliationStore(manager: EntityManager): ReconciliationStore {
  const runs = rowsOf(manager, tables.reconciliations)
  const items = rowsOf(manager, tables.differences)
  return {
    countOurs: (day) => countOurs(manager, day),
    eachOfOurs: (day, visit, turn) => eachOfOurs(manager, day, visit, turn),
    rowsOfPage: (day, page, place) => rowsOfPage(manager, day, page, place),
    oursBetween: (day, from, until) => oursBetween(manager, day, from, until),
    latestRun: async (day) => (await runs.many(only(day), { ranAt: 'DESC', id: 'DESC' }, 1))[0],
    insertRun: (run) => runs.insertMany([run]),
    carriedUntil: ({ date, ...of }) =>
      items.many(
        { ...of, date: LessThanOrEqual(date), kind: 'carried-over', status: 'open' },
        { date: 'ASC', id: 'ASC' },
      ),
    itemsOf: (day) => items.many(only(day), { openedAt: 'ASC', id: 'ASC' }),
    insertItems: (rows) => items.insertMany(rows),
    closeItem: async (id, closedBy, at) =>
      (await items.update({ status: 'closed', closedBy, closedAt: at }, { id, status: 'open' })) === 1,
    reopenItem: async (id, closedBy) =>
      (await items.update({ status: 'open', closedBy: null, closedAt: null }, { id, status: 'closed', closedBy })) ===
      1,
  }
}
