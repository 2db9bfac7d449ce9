import type { Database } from '../ports/database'
import type { Clock, Log } from '../ports/system'
import { createTakeJob, type JobWork } from './runJobs'

/** `elsewhere`: another process is at it. `failed`: it is tried again by whichever server runs next. */
export type ApprovedJobOutcome = { outcome: 'done' | 'elsewhere' } | { outcome: 'failed'; error: string }

export type RunApprovedJob = (approvalId: string) => Promise<ApprovedJobOutcome>

/**
 * Does here and now what an approved action brings, by the job that a running server would take: the same work, once, under the
 * same lease (M9). For the command line, which needs no server. `keyOf` names an approval's job.
 */
export function createRunApprovedJob(
  ports: { database: Database; clock: Clock; log: Log },
  keyOf: (approvalId: string) => string,
  work: JobWork,
): RunApprovedJob {
  const { read } = ports.database
  const takeJob = createTakeJob(ports)

  return async function runApprovedJob(approvalId) {
    const key = keyOf(approvalId)
    const waiting = await read.jobs.byKey(key)
    if (!waiting) return { outcome: 'done' }
    if (waiting.doneAt === null && !(await takeJob(waiting, work))) return { outcome: 'elsewhere' }
    const job = await read.jobs.byKey(key)
    if (!job || job.doneAt !== null) return { outcome: 'done' }
    return job.lastError === null ? { outcome: 'elsewhere' } : { outcome: 'failed', error: job.lastError }
  }
}
