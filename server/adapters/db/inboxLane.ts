import type { EntityManager, QueryRunner } from 'typeorm'
import { eventSubject } from '../../application/common/eventSubject'
import type { Inserted } from '../../application/ports/system'
import type { InboxEntry } from '../../application/ports/work'
import * as tables from './entities'
import { isPassing } from './errors'
import { insertNew } from './manyRows'

interface Waiting {
  entry: InboxEntry
  resolve(inserted: Inserted): void
  reject(error: unknown): void
}

/** So many notifications share one commit at most. */
const AT_ONCE = 200

/** Keeps verified notifications as they came; gives which were new, in their order. A second copy meets the unique key (M3). */
export async function keepInInbox(manager: EntityManager, entries: readonly InboxEntry[]): Promise<Inserted[]> {
  const rows = entries.map((entry) => ({ ...entry, subject: eventSubject(entry.event) }))
  const added = await insertNew(manager, tables.inbox, rows, 'id')
  return rows.map(({ id }) => (added.has(id) ? 'inserted' : 'duplicate'))
}

/**
 * The way of notifications into the inbox: all that are on their way share one commit, and while that is under way the next
 * gather. They wait for no booking and for no other work (M1). `transaction` may run its work again: what came meanwhile then joins.
 */
export function createInboxLane(transaction: <T>(work: (runner: QueryRunner) => Promise<T>) => Promise<T>) {
  const waiting: Waiting[] = []
  let running: Promise<void> | undefined

  async function commit(group: Waiting[]): Promise<void> {
    const kept = await transaction(({ manager }) => {
      group.push(...waiting.splice(0, AT_ONCE - group.length))
      return keepInInbox(
        manager,
        group.map(({ entry }) => entry),
      )
    })
    for (const [at, { resolve }] of group.entries()) resolve(kept[at] ?? 'duplicate')
  }

  /** One that the database refuses must not take the others with it. */
  async function commitAlone({ entry, resolve, reject }: Waiting): Promise<void> {
    const [kept = 'duplicate'] = await transaction(({ manager }) => keepInInbox(manager, [entry])).catch((error) => {
      reject(error)
      return []
    })
    resolve(kept)
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.splice(0, AT_ONCE)
      await commit(group).catch(async (error) => {
        if (group.length > 1 && !isPassing(error)) await Promise.all(group.map(commitAlone))
        else for (const { reject } of group) reject(error)
      })
    }
    // In the same step as the last look: what arrives a moment later has to find nobody draining.
    running = undefined
  }

  return {
    /** Resolves after the commit. */
    keep: (entry: InboxEntry): Promise<Inserted> =>
      new Promise((resolve, reject) => {
        waiting.push({ entry, resolve, reject })
        running ??= drain()
      }),
    /** Resolves when nothing is being kept. */
    async idle(): Promise<void> {
      await running
    },
  }
}
