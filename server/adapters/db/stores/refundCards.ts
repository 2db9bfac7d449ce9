import { type EntityManager, In } from 'typeorm'
import type { RefundCardStore } from '../../../application/refunds/refundCardPort'
import type { StrayRefundStore } from '../../../application/refunds/strayRefundPort'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { inChunks } from './filters'

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
