import type { QueryRunner } from 'typeorm'
import type { RequestCounter, RequestLimit } from '../../application/ports/system'
import type { OpenDatabase } from './database'

/** How many counts lie between two times of throwing away what is over. */
const TIDY_EVERY = 500

/**
 * Counts requests in the database, so that all processes of an installation count together (faults.md: 429 per user). One guarded statement adds to a count or begins it again when its span is over (M2). MySQL's words:
 * an SQLite installation is one process, which counts in memory.
 */
export function sharedRequestCounter(database: Pick<OpenDatabase, 'bulk'>, now: () => number): RequestCounter {
  let counted = 0

  async function add(runner: QueryRunner, key: string, { seconds }: RequestLimit, at: number) {
    const span = seconds * 1000
    // Also over is a span that ends too late: the sandbox's clock can be set back.
    const over = '(resets_at <= ? OR resets_at > ?)'
    await runner.query(
      `INSERT INTO request_counts (counted, requests, resets_at) VALUES (?, 1, ?)
       ON DUPLICATE KEY UPDATE requests = IF(${over}, 1, requests + 1), resets_at = IF(${over}, VALUES(resets_at), resets_at)`,
      [key, at + span, at, at + span, at, at + span],
    )
    const [row] = await runner.query('SELECT requests, resets_at FROM request_counts WHERE counted = ?', [key])
    return { requests: Number(row?.requests ?? 1), resetsAt: Number(row?.resets_at ?? at) }
  }

  return {
    async count(key, limit) {
      const at = now()
      counted += 1
      if (counted % TIDY_EVERY === 0)
        await database.bulk((runner) =>
          runner.query('DELETE FROM request_counts WHERE resets_at <= ? LIMIT 1000', [at]),
        )
      const { requests, resetsAt } = await database.bulk((runner) => add(runner, key, limit, at))
      return requests <= limit.points ? 0 : Math.max(1, resetsAt - at)
    },
  }
}
