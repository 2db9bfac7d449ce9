import type { EntityManager } from 'typeorm'
import type { BookingStore } from '../../../application/ports/database'
import type { InboxEntry } from '../../../application/ports/work'
import { isDuplicate } from '../errors'
import { createBatchStore } from './batchStore'
import { readBatch } from './readBatch'
import { Outrun, writeBatch } from './writeBatch'

/**
 * Does work for many inbox entries over rows that are read once and written once. Gives the entries that have to go alone. Throws
 * what `isOutrun` knows when a guard or a key refused anything: the transaction is rolled back, and each goes alone.
 */
export async function workInBatch(
  manager: EntityManager,
  entries: readonly InboxEntry[],
  work: (store: BookingStore, entry: InboxEntry) => Promise<void>,
): Promise<readonly InboxEntry[]> {
  const { attempt, changes } = createBatchStore(await readBatch(manager, entries))
  const alone: InboxEntry[] = []
  for (const entry of entries) if (!(await attempt(entry, work))) alone.push(entry)
  await writeBatch(manager, changes)
  return alone
}

/** Somebody else was faster with something in the batch. */
export const isOutrun = (error: unknown): boolean => error instanceof Outrun || isDuplicate(error)
