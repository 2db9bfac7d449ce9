import { type EntityManager, In, IsNull, MoreThan } from 'typeorm'
import type { MessageConsentStore, MessageStore } from '../../../application/ports/messages'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** Messages to residents; one about each occasion, whose status changes under a guard. */
export function messageStore(manager: EntityManager): MessageStore {
  const rows = rowsOf(manager, tables.messages)
  return {
    insert: (message) => rows.insert(message),
    byId: (id) => rows.one({ id }),
    change: async (id, from, to) => (await rows.update(to, { id, status: In([...from]) })) === 1,
    waitingOf: (residentId) => rows.many({ residentId, status: 'waiting', endedAt: IsNull() }),
    ofResident: (residentId) => rows.many({ residentId }, { createdAt: 'ASC' }),
  }
}

/** Accepts of templates, counted under guards (M2). */
export function messageConsentStore(manager: EntityManager): MessageConsentStore {
  const rows = rowsOf(manager, tables.messageConsents)
  return {
    async grant({ residentId, templateId, company }, most) {
      if ((await rows.insert({ residentId, templateId, company, granted: 1, used: 0 })) === 'inserted') return true
      const granted = { granted: () => 'granted + 1' }
      return (await rows.update(granted, { residentId, templateId }, 'granted - used < :most', { most })) === 1
    },
    async unused(residentId, templateId) {
      const consent = await rows.one({ residentId, templateId })
      return consent ? consent.granted - consent.used : 0
    },
    use: async (residentId, templateId) =>
      (await rows.update({ used: () => 'used + 1' }, { residentId, templateId }, 'used < granted')) === 1,
    async giveBack(residentId, templateId) {
      await rows.update({ used: () => 'used - 1' }, { residentId, templateId }, 'used > 0')
    },
    async exhaust(residentId, templateId) {
      await rows.update({ used: () => 'granted' }, { residentId, templateId })
    },
    open: (templateIds, afterResidentId, limit) =>
      rows
        .query('c')
        .where({ templateId: In([...templateIds]), residentId: MoreThan(afterResidentId) })
        .andWhere('c.used < c.granted')
        .orderBy('c.residentId')
        .take(limit)
        .getMany(),
  }
}
