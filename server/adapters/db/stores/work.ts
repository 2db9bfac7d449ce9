import { type EntityManager, IsNull, LessThanOrEqual } from 'typeorm'
import type { IdempotencyStore, InboxStore, Job, JobStore, SequenceStore } from '../../../application/ports/work'
import * as tables from '../entities'
import { keepInInbox } from '../inboxLane'
import { rowsOf } from '../rows'

/** Verified notifications as they came, each marked once when its effect is committed (M1). */
export function inboxStore(manager: EntityManager): InboxStore {
  const rows = rowsOf(manager, tables.inbox)
  return {
    insert: async (entry) => (await keepInInbox(manager, [entry]))[0] ?? 'duplicate',
    unprocessed: (now, limit) =>
      rows.many({ processedAt: IsNull(), nextTryAt: LessThanOrEqual(now) }, { receivedAt: 'ASC' }, limit),
    async postpone(id, nextTryAt) {
      await rows.update({ nextTryAt, attempts: () => 'attempts + 1' }, { id, processedAt: IsNull() })
    },
    byId: (id) => rows.one({ id }),
    markProcessed: async (id, at) => (await rows.update({ processedAt: at }, { id, processedAt: IsNull() })) === 1,
  }
}

/** A job as it is first written. */
export const newJob = (job: Parameters<JobStore['add']>[0]): Job => ({
  ...job,
  ...{ leaseUntil: 0, attempts: 0, lastError: null, doneAt: null },
})

/** Background work, claimed by a guarded update with a lease (M9). */
export function jobStore(manager: EntityManager): JobStore {
  const rows = rowsOf(manager, tables.jobs)
  return {
    add: (job) => rows.insert(newJob(job)),
    due(now, limit, kinds) {
      const due = rows.query('j').where('j.doneAt IS NULL AND j.dueAt <= :now AND j.leaseUntil <= :now', { now })
      if (kinds) due.andWhere('j.kind IN (:...kinds)', { kinds })
      return due.orderBy('j.dueAt').take(limit).getMany()
    },
    byKey: (key) => rows.one({ key }),
    claim: async (job, now, leaseUntil) =>
      (await rows.update(
        { leaseUntil, attempts: () => 'attempts + 1' },
        { key: job.key, doneAt: IsNull(), leaseUntil: job.leaseUntil },
        'lease_until <= :now',
        { now },
      )) === 1,
    async finish(key, leaseUntil, { at, dueAt, error }) {
      const next = dueAt === null ? { doneAt: at } : { dueAt }
      // Only failures in a row make the wait longer: a job that is asked for again and again has not failed.
      const counted = error === null ? { attempts: 0 } : {}
      await rows.update({ ...next, ...counted, leaseUntil: 0, lastError: error }, { key, leaseUntil })
    },
    async expedite(key, dueAt) {
      await rows.update({ dueAt }, { key, doneAt: IsNull() }, 'due_at > :newDueAt', { newDueAt: dueAt })
    },
  }
}

/** Requests under way and answered, by their Idempotency-Key. */
export function idempotencyStore(manager: EntityManager): IdempotencyStore {
  const rows = rowsOf(manager, tables.idempotencyRecords)
  return {
    begin: (record) => rows.insert({ ...record, status: null, contentType: null, body: null }),
    find: (scope, key) => rows.one({ scope, key }),
    async finish(scope, key, answer) {
      await rows.update(answer, { scope, key })
    },
    takeOver: async (scope, key, startedBefore, startedAt) =>
      (await rows.update({ startedAt }, { scope, key, status: IsNull() }, 'started_at < :startedBefore', {
        startedBefore,
      })) === 1,
    async forget(scope, key) {
      await rows.query('r').delete().where({ scope, key, status: IsNull() }).execute()
    },
    async forgetBefore(at, limit) {
      const old = await rows
        .query('r')
        .select(['r.scope', 'r.key'])
        .where('r.startedAt < :at', { at })
        .take(limit)
        .getMany()
      for (const { scope, key } of old) await rows.query('r').delete().where({ scope, key }).execute()
      return old.length
    },
  }
}

/** Number spaces. The guarded row makes two takers wait for each other, on every engine. */
export function sequenceStore(manager: EntityManager): SequenceStore {
  const rows = rowsOf(manager, tables.sequences)
  return {
    async next(company, space) {
      if ((await rows.update({ last: () => 'last + 1' }, { company, space })) === 0) {
        if ((await rows.insert({ company, space, last: 1 })) === 'inserted') return 1
        await rows.update({ last: () => 'last + 1' }, { company, space })
      }
      const row = await rows.one({ company, space })
      if (!row) throw new Error(`number space ${space} of ${company} vanished within its own transaction`)
      return row.last
    },
    async raise(company, space, to) {
      if ((await rows.insert({ company, space, last: to })) === 'inserted') return
      await rows.update({ last: to }, { company, space }, 'last < :to', { to })
    },
  }
}
