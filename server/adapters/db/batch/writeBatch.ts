import { type EntityManager, In, IsNull } from 'typeorm'
import * as tables from '../entities'
import { type GuardedUpdate, updateEach } from '../manyRows'
import { rowsOf } from '../rows'
import { ledgerStore } from '../stores/ledger'
import { newJob } from '../stores/work'
import type { BatchChanges } from './batchStore'

/** A guard has refused a row of the batch. */
export class Outrun extends Error {
  constructor(table: string, { changed, expected }: { changed: number; expected: number }) {
    super(`of ${expected} rows of ${table} only ${changed} were as the batch had seen them`)
  }
}

/** From the status that was read, and no other (M2). */
const ORDERS: GuardedUpdate = {
  set: { status: 'v.status', transaction_id: 'v.transaction_id', paid_at: 'v.paid_at' },
  where: 't.order_no = v.order_no AND t.status = v.was',
}

/** The guard of all of a household's money (M2), as in `households.touch`. */
const HOUSEHOLDS: GuardedUpdate = {
  set: { version: 't.version + v.raised', credit_fen: 't.credit_fen + v.credit_fen' },
  where: 't.id = v.id AND t.version = v.version AND t.credit_fen + v.credit_fen >= 0',
}

/** Never paid past what is billed (M2), as in `bills.apply`. */
const BILLS: GuardedUpdate = {
  set: {
    applied_fen: 't.applied_fen + v.principal_fen',
    late_fee_paid_fen: 't.late_fee_paid_fen + v.late_fee_fen',
  },
  where: `t.id = v.id AND t.applied_fen + v.principal_fen BETWEEN 0 AND t.billed_fen - t.reversed_fen
    AND t.late_fee_paid_fen + v.late_fee_fen >= 0`,
}

/** Rows in the order of their keys, so that two batches wait for each other instead of dead-locking. */
const inOrder = <T>(changes: Map<string, T>): [string, T][] =>
  [...changes].sort(([one], [other]) => (one < other ? -1 : 1))

/** Writes what a batch has decided. Throws Outrun where a guard refuses anything, and the driver's error for a key that is there. */
export async function writeBatch(manager: EntityManager, changes: BatchChanges): Promise<void> {
  await markProcessed(manager, changes.processed)

  async function change(table: string, update: GuardedUpdate, rows: Parameters<typeof updateEach>[3]): Promise<void> {
    const changed = await updateEach(manager, table, update, rows)
    if (changed !== rows.length) throw new Outrun(table, { changed, expected: rows.length })
  }
  await change(
    'orders',
    ORDERS,
    inOrder(changes.orders).map(([order_no, { was, is }]) => ({
      ...{ order_no, was: was.status },
      ...{ status: is.status, transaction_id: is.transactionId, paid_at: is.paidAt },
    })),
  )
  await change(
    'households',
    HOUSEHOLDS,
    inOrder(changes.households).map(([id, { version, raised, creditFen }]) => ({
      ...{ id, version, raised, credit_fen: creditFen },
    })),
  )
  await change(
    'bills',
    BILLS,
    inOrder(changes.bills).map(([id, { principalFen, lateFeeFen }]) => ({
      ...{ id, principal_fen: principalFen, late_fee_fen: lateFeeFen },
    })),
  )
  await rowsOf(manager, tables.payments).insertMany(changes.payments)
  await rowsOf(manager, tables.suspenseItems).insertMany(changes.suspense)
  await rowsOf(manager, tables.billApplications).insertMany(changes.applications)
  if (changes.transfers.length > 0) await ledgerStore(manager).insert(changes.transfers)
  await rowsOf(manager, tables.followUps).insertMany(changes.followUps)
  await rowsOf(manager, tables.messages).insertMany(changes.messages)
  await rowsOf(manager, tables.jobs).insertMany(changes.jobs.map(newJob))
}

/** Each entry is processed by one caller only (M2). */
async function markProcessed(manager: EntityManager, processed: BatchChanges['processed']): Promise<void> {
  const [first] = processed
  if (!first) return
  const ids = processed.map(({ id }) => id)
  const marked = await rowsOf(manager, tables.inbox).update(
    { processedAt: first.at },
    { id: In(ids), processedAt: IsNull() },
  )
  if (marked !== ids.length) throw new Outrun('inbox', { changed: marked, expected: ids.length })
}
