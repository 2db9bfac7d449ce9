import { type EntityManager, In, IsNull, LessThan, Not, type ObjectLiteral } from 'typeorm'
import type { RetentionStore } from '../../../application/ports/retention'
import { wordsOf } from '../../../domain/household/searchWords'
import * as tables from '../entities'
import type { TableShape } from '../entities/table'
import { repositoryOf, rowsOf } from '../rows'

const ENDED = ['paid', 'refused', 'returned'] as const

/** What has an end of life, a bounded number at a time. */
export function retentionStore(manager: EntityManager): RetentionStore {
  const households = rowsOf(manager, tables.households)
  const words = rowsOf(manager, tables.householdWords)
  const applications = rowsOf(manager, tables.refundApplications)
  const photos = rowsOf(manager, tables.refundPhotos)
  const inbox = rowsOf(manager, tables.inbox)
  const messages = rowsOf(manager, tables.messages)

  async function forget<T extends ObjectLiteral & { id: string }>(
    table: TableShape<T>,
    rows: readonly T[],
  ): Promise<number> {
    const ids = rows.map(({ id }) => id)
    if (ids.length > 0) await repositoryOf(manager, table).delete(ids)
    return ids.length
  }

  return {
    forgetNotifications: async (processedBefore, limit) =>
      forget(tables.inbox, await inbox.many({ processedAt: LessThan(processedBefore) }, { processedAt: 'ASC' }, limit)),
    forgetMessages: async (endedBefore, limit) =>
      forget(tables.messages, await messages.many({ endedAt: LessThan(endedBefore) }, undefined, limit)),
    async forgetRefundPhotos(uploadedBefore, limit) {
      const old = await photos.many({ uploadedAt: LessThan(uploadedBefore) }, { id: 'ASC' }, limit)
      const of = [...new Set(old.flatMap(({ applicationId }) => applicationId ?? []))]
      const open = of.length === 0 ? [] : await applications.many({ id: In(of), status: Not(In([...ENDED])) })
      const going = old.filter(({ applicationId }) => !open.some(({ id }) => id === applicationId))
      await forget(tables.refundPhotos, going)
      return going.map(({ name }) => name)
    },
    async eraseApplicants(appliedBefore, limit) {
      const ended = { appliedAt: LessThan(appliedBefore), status: In([...ENDED]) }
      const old = await applications.many(
        [
          { ...ended, identityNumber: Not(IsNull()) },
          { ...ended, phone: Not(IsNull()) },
        ],
        { id: 'ASC' },
        limit,
      )
      const ids = old.map(({ id }) => id)
      if (ids.length > 0) await applications.update({ identityNumber: null, phone: null }, { id: In(ids) })
      return ids.length
    },
    async eraseMovedOut(movedOutBefore, limit) {
      const gone = { movedOutOn: LessThan(movedOutBefore) }
      const old = await households.many(
        (['identityNumber', 'phone', 'bankCard'] as const).map((field) => ({ ...gone, [field]: Not(IsNull()) })),
        { id: 'ASC' },
        limit,
      )
      for (const household of old) {
        const erased = { identityNumber: null, phone: null, bankCard: null }
        const { id, version, company } = household
        if ((await households.update({ ...erased, version: () => 'version + 1' }, { id, version })) === 0) continue
        // Whoever knew the number finds nobody by it any more.
        await repositoryOf(manager, tables.householdWords).delete({ householdId: id })
        await words.insertMany(wordsOf({ ...household, ...erased }).map((word) => ({ householdId: id, company, word })))
      }
      return old.length
    },
  }
}
