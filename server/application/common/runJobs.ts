import type { Database } from '../ports/database'
import type { Clock, Log } from '../ports/system'
import type { Job, JobKind } from '../ports/work'

/** Does a job's work; gives when it is due again, or null when it is done. A throw is tried again later. */
export type JobWork = (job: Job) => Promise<number | null>

const LEASE_MS = 60_000

const BATCH = 50

/** A channel that answers slowly must not keep all the others waiting. */
const AT_ONCE = 8

const MAX_WAIT_MS = 15 * 60_000

interface TakePorts {
  database: Database
  clock: Clock
  log: Log
}

/** Does one job if it can be claimed: by one process at a time, with a lease that ends by itself (M9). True when it was done or tried. */
export function createTakeJob({ database, clock, log }: TakePorts) {
  return async function takeJob(job: Job, work: JobWork): Promise<boolean> {
    const leaseUntil = clock.now() + LEASE_MS
    if (!(await database.transaction((store) => store.jobs.claim(job, clock.now(), leaseUntil)))) return false
    const result = await work(job).then(
      (dueAt) => ({ dueAt, error: null }),
      (error: unknown) => {
        log.error({ job: job.key, attempts: job.attempts + 1, error: String(error) }, 'job failed')
        const wait = Math.min(MAX_WAIT_MS, 1000 * 2 ** Math.min(job.attempts, 10))
        return { dueAt: clock.now() + wait, error: String(error).slice(0, 1000) }
      },
    )
    await database.transaction((store) => store.jobs.finish(job.key, leaseUntil, { at: clock.now(), ...result }))
    return true
  }
}

/**
 * Takes what is due and does it, each job by one process at a time: a claim is a guarded update with a lease, which ends
 * by itself when the process dies (M9). Gives how many were taken.
 */
export function createRunJobs(
  ports: TakePorts & {
    works: Record<JobKind, JobWork>
    /** Only these kinds: what waits for others, like messages, must not hold up what waits for money. Default: all. */
    kinds?: readonly JobKind[]
  },
) {
  const { database, clock, works, kinds } = ports
  const takeJob = createTakeJob(ports)

  return async function runJobs(): Promise<number> {
    const now = clock.now()
    const waiting = [...(await database.read.jobs.due(now, BATCH, kinds))]
    let taken = 0
    const worker = async () => {
      for (let job = waiting.shift(); job; job = waiting.shift()) if (await takeJob(job, works[job.kind])) taken += 1
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    return taken
  }
}
