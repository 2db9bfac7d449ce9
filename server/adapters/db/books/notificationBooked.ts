import { type EntityManager, In } from 'typeorm'
import type { Relation } from '../../../application/booksPort'
import type { InboxEntry } from '../../../application/ports'
import * as tables from '../entities'
import { repositoryOf } from '../rows'
import { inOrder } from './inOrder'

const AT_ONCE = 500

type Told = Pick<InboxEntry, 'id' | 'company' | 'channel'> & { transactionId: string }

/** Every payment that a channel told us of, and that was processed, is booked (M1, M7). */
export function notificationBooked(manager: EntityManager): Relation {
  async function firstUnbooked(told: readonly Told[]): Promise<Told | undefined> {
    const booked = await repositoryOf(manager, tables.payments).find({
      select: { company: true, source: true, transactionId: true },
      where: { transactionId: In(told.map(({ transactionId }) => transactionId)) },
    })
    const keys = new Set(booked.map(({ company, source, transactionId }) => `${company} ${source} ${transactionId}`))
    return told.find(({ company, channel, transactionId }) => !keys.has(`${company} ${channel} ${transactionId}`))
  }

  return {
    name: 'notification-booked',
    holds: 'every payment that a channel told us of is booked',
    async firstBroken() {
      let told: Told[] = []
      let unbooked: Told | undefined
      const entries = inOrder(manager, tables.inbox, ['id'], {
        select: ['id', 'company', 'channel', 'event'],
        where: 'r.processedAt IS NOT NULL',
      })
      for await (const { id, company, channel, event } of entries) {
        if (event.what.kind !== 'payment') continue
        told.push({ id, company, channel, transactionId: event.what.payment.transactionId })
        if (told.length < AT_ONCE) continue
        unbooked = await firstUnbooked(told)
        if (unbooked) break
        told = []
      }
      unbooked ??= told.length > 0 ? await firstUnbooked(told) : undefined
      if (!unbooked) return undefined
      const { id, channel, transactionId } = unbooked
      return { table: 'inbox', id, expected: `payment ${channel} ${transactionId}`, found: 'none' }
    },
  }
}
