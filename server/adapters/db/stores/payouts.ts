import { type EntityManager, In, IsNull } from 'typeorm'
import type { PayoutStore, RefundApplicationStore } from '../../../application/ports/heatSettlement'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { definedOnly, inChunks } from './filters'

/** Refund applications, changed only from a status that the caller names (M2), and the photos handed in with them. */
export function refundApplicationStore(manager: EntityManager): RefundApplicationStore {
  const rows = rowsOf(manager, tables.refundApplications)
  const photos = rowsOf(manager, tables.refundPhotos)
  return {
    byId: (id) => rows.one({ id }),
    byIds: (ids) => inChunks(ids, (some) => rows.many({ id: In(some) })),
    ofSettlements: (settlementIds) =>
      inChunks(settlementIds, (ids) => rows.many({ settlementId: In(ids) }, { appliedAt: 'DESC', id: 'DESC' })),
    insert: (application) => rows.insert(application),
    change: async (id, from, to) => (await rows.update(to, { id, status: In([...from]) })) === 1,
    async list(filter, offset, limit) {
      const [found, total] = await rows
        .query('r')
        .where(definedOnly(filter))
        .orderBy('r.appliedAt', 'DESC')
        .addOrderBy('r.id', 'DESC')
        .skip(offset)
        .take(limit)
        .getManyAndCount()
      return { rows: found, total }
    },
    waiting: (company, season, limit) =>
      rows.many({ company, season, status: 'checked' }, { appliedAt: 'ASC', id: 'ASC' }, limit),
    insertPhoto: (photo) => photos.insertMany([photo]),
    loosePhotos: (residentId, householdId) =>
      photos.many({ residentId, householdId, applicationId: IsNull() }, { uploadedAt: 'ASC', id: 'ASC' }),
    attachPhoto: async (id, applicationId) =>
      (await photos.update({ applicationId }, { id, applicationId: IsNull() })) === 1,
    dropPhoto: async (id) => {
      const { affected } = await photos.query('p').delete().where({ id, applicationId: IsNull() }).execute()
      return affected === 1
    },
    photosByIds: (ids) => inChunks(ids, (some) => photos.many({ id: In(some) })),
  }
}

/** Batches that a bank pays, what is in them, and the bank's answers. */
export function payoutStore(manager: EntityManager): PayoutStore {
  const batches = rowsOf(manager, tables.payoutBatches)
  const items = rowsOf(manager, tables.payoutItems)
  const files = rowsOf(manager, tables.payoutFiles)
  return {
    insertBatch: (batch) => batches.insert(batch),
    batchById: (id) => batches.one({ id }),
    changeBatch: async (id, from, to) => (await batches.update(to, { id, status: In([...from]) })) === 1,
    async batches(company, offset, limit) {
      const [found, total] = await batches
        .query('b')
        .where(definedOnly({ company }))
        .orderBy('b.approvedAt', 'DESC')
        .addOrderBy('b.id', 'DESC')
        .skip(offset)
        .take(limit)
        .getManyAndCount()
      return { rows: found, total }
    },
    insertItems: (rows) => items.insertMany(rows),
    itemsOf: (batchId) => items.many({ batchId }, { serial: 'ASC' }),
    itemsOfApplications: (applicationIds) =>
      inChunks(applicationIds, (some) => items.many({ applicationId: In(some) })),
    itemsBySerial: (company, serials) =>
      inChunks(serials, (some) => items.many({ company, serial: In(some) }, { serial: 'ASC' })),
    changeItem: async (id, from, to) => (await items.update(to, { id, state: from })) === 1,
    insertFile: (file) => files.insert(file),
    fileByDigest: (company, digest) => files.one({ company, digest }),
  }
}
