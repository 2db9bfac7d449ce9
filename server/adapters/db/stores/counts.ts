import { type EntityManager, In, LessThanOrEqual } from 'typeorm'
import type { GuessCountStore } from '../../../application/ports/counts'
import { ConcurrencyConflict } from '../../../application/ports/database'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** Counts within a span of time; each addition is one guarded update (M2), the same on every engine. */
export function guessCountStore(manager: EntityManager): GuessCountStore {
  const rows = rowsOf(manager, tables.requestCounts)
  // Over is also a span that ends too late: the sandbox's clock can be set back.
  const isOver = ({ resetsAt }: { resetsAt: number }, now: number, spanMs: number) =>
    resetsAt <= now || resetsAt > now + spanMs
  return {
    async add(counted, points, spanMs, now) {
      const during = { now, end: now + spanMs, points }
      const raised = await rows.update(
        { requests: () => 'requests + :points' },
        { counted },
        'resets_at > :now AND resets_at <= :end AND requests + :points >= 0',
        during,
      )
      if (raised === 0) {
        const begun = await rows.one({ counted })
        if (begun && !isOver(begun, now, spanMs)) return { points: begun.requests, resetsAt: begun.resetsAt }
        const fresh = { requests: Math.max(0, points), resetsAt: now + spanMs }
        const again = begun && (await rows.update(fresh, { counted, resetsAt: begun.resetsAt })) === 1
        if (!again && (begun || (await rows.insert({ counted, ...fresh })) === 'duplicate'))
          throw new ConcurrencyConflict('a count began')
      }
      const row = await rows.one({ counted })
      return { points: row?.requests ?? 0, resetsAt: row?.resetsAt ?? now + spanMs }
    },
    async of(counted, now) {
      const row = await rows.one({ counted })
      return row && row.resetsAt > now ? row.requests : 0
    },
    async forgetOver(now, limit) {
      const over = await rows.many({ resetsAt: LessThanOrEqual(now) }, { resetsAt: 'ASC' }, limit)
      if (over.length === 0) return 0
      const keys = over.map(({ counted }) => counted)
      await rows
        .query('c')
        .delete()
        .where({ counted: In(keys), resetsAt: LessThanOrEqual(now) })
        .execute()
      return over.length
    },
  }
}
