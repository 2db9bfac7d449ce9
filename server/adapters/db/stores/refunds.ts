import { type EntityManager, In, IsNull } from 'typeorm'
import type { RefundCardStore, RefundStore, StrayRefundStore } from '../../../application/ports/refunds'
import { MAX_REFUND_PARTS } from '../../../domain/payment/refund'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { inChunks } from './filters'

/** Refunds; what they take from a payment is a guarded column of the payment (M2). */
export function refundStore(manager: EntityManager): RefundStore {
  const rows = rowsOf(manager, tables.refunds)
  const payments = rowsOf(manager, tables.payments)
  return {
    byNo: (refundNo) => rows.one({ refundNo }),
    byPayment: (paymentId) => rows.many({ paymentId }, { requestedAt: 'ASC' }),
    reserve: async (id, fen, _by, back = 0) =>
      (await payments.update(
        { refundedFen: () => 'refunded_fen + :fen', refundParts: () => 'refund_parts + 1' },
        { id },
        'refunded_fen + :fen <= amount_fen AND refunded_fen + :fen + COALESCE(invoiced_fen, 0) <= amount_fen + :back AND refund_parts < :most',
        { fen, back, most: MAX_REFUND_PARTS },
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

/** The cards that refunds go to, changed only from a status that the caller names (M2). */
export function refundCardStore(manager: EntityManager): RefundCardStore {
  const rows = rowsOf(manager, tables.refundCards)
  return {
    byNo: (refundNo) => rows.one({ refundNo }),
    insert: (card) => rows.insert(card),
    waiting: (company, limit) =>
      rows.many({ company, paidBy: 'payout', status: 'waiting' }, { recordedAt: 'ASC', refundNo: 'ASC' }, limit),
    byNos: (refundNos) => inChunks(refundNos, (some) => rows.many({ refundNo: In(some) })),
    ofBatch: (batchId) => rows.many({ batchId }, { serial: 'ASC' }),
    bySerial: (company, serials) =>
      inChunks(serials, (some) => rows.many({ company, serial: In(some) }, { serial: 'ASC' })),
    change: async (refundNo, from, to) => (await rows.update(to, { refundNo, status: from })) === 1,
  }
}

/** Refunds that were made elsewhere, once each (M3). */
export function strayRefundStore(manager: EntityManager): StrayRefundStore {
  const rows = rowsOf(manager, tables.strayRefunds)
  return {
    insert: (stray) => rows.insert(stray),
    byId: (id) => rows.one({ id }),
    ofTransaction: (company, channel, transactionId) => rows.many({ company, channel, transactionId }),
    open: (company) => rows.many({ company, status: 'open' }, { openedAt: 'ASC', id: 'ASC' }),
    close: async (id, by) =>
      (await rows.update(
        { status: 'closed', closedAt: by.at, closedBy: by.loginName, note: by.note },
        { id, status: 'open' },
      )) === 1,
  }
}
