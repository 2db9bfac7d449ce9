import type { EntityManager } from 'typeorm'
import type { WatchReader } from '../../../application/ports/watch'
import { integerOf } from '../rows'

/** Each reads by an index, or a table that is as good as empty. */
export function watchReader(manager: EntityManager): WatchReader {
  const rowsOf = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> => manager.query(sql, values)
  return {
    async waiting(now) {
      const jobs = await rowsOf(
        'SELECT kind, MIN(due_at) AS due_at FROM jobs WHERE done_at IS NULL AND due_at <= ? GROUP BY kind',
        [now],
      )
      const attempts = await rowsOf(
        'SELECT kind, MAX(attempts) AS attempts FROM jobs WHERE done_at IS NULL GROUP BY kind',
      )
      const [inbox] = await rowsOf(
        'SELECT COUNT(*) AS number, MIN(received_at) AS oldest FROM inbox WHERE processed_at IS NULL',
      )
      const refunds = await rowsOf(
        "SELECT company, MIN(requested_at) AS oldest FROM refunds WHERE status = 'requested' GROUP BY company",
      )
      const [unlinked] = await rowsOf('SELECT COUNT(*) AS number FROM transfers_to_link')
      return {
        jobs: jobs.map((row) => ({ kind: String(row.kind), dueAt: integerOf(row.due_at) })),
        attempts: attempts.map((row) => ({ kind: String(row.kind), attempts: integerOf(row.attempts) })),
        inbox: {
          count: integerOf(inbox?.number),
          oldestAt: inbox?.oldest == null ? null : integerOf(inbox.oldest),
        },
        refunds: refunds.map((row) => ({ company: String(row.company), requestedAt: integerOf(row.oldest) })),
        unlinked: integerOf(unlinked?.number),
      }
    },
  }
}
