import { createHash } from 'node:crypto'
import type { Context } from 'koa'
import type { Database } from '../../application/ports/database'
import type { Clock } from '../../application/ports/system'
import { HttpProblem } from './problems'
import { residentOf } from './residentAuth'

/** A request that never finished (its process died) may be taken over after this long. */
const ABANDONED_AFTER_MS = 60_000

/**
 * Gives a request one effect, however often it is sent (faults.md, API and identity): without an Idempotency-Key 400; the
 * key with another body 422; while the first is under way 409; afterwards the same bytes again. An answer of 5xx is not
 * kept, so that the resident may try again with the same key.
 */
export function createIdempotent({ database, clock }: { database: Database; clock: Clock }) {
  return async function idempotent(context: Context, body: unknown, work: () => Promise<void>): Promise<void> {
    const key = context.get('idempotency-key')
    if (!/^[\x21-\x7e]{8,128}$/.test(key)) throw new HttpProblem('idempotency-key-missing')
    const scope = `resident:${residentOf(context).id}`
    const requestHash = createHash('sha256')
      .update(`${context.method} ${context.path}\n${JSON.stringify(body)}`)
      .digest('hex')
    const startedAt = clock.now()
    const begun = await database.transaction((store) => store.idempotency.begin({ scope, key, requestHash, startedAt }))
    if (begun === 'duplicate' && !(await mayTakeOver(scope, key, requestHash, context))) return

    const forget = () => database.transaction((store) => store.idempotency.forget(scope, key))
    try {
      await work()
    } catch (error) {
      await forget()
      throw error
    }
    if (context.status >= 500) {
      await forget()
      return
    }
    const answered = {
      status: context.status,
      contentType: context.response.get('content-type'),
      body: String(context.body),
    }
    await database.transaction((store) => store.idempotency.finish(scope, key, answered))
  }

  /** Answers from what is kept; true when this request may do the work instead. */
  async function mayTakeOver(scope: string, key: string, requestHash: string, context: Context): Promise<boolean> {
    const kept = await database.read.idempotency.find(scope, key)
    if (kept && kept.requestHash !== requestHash) throw new HttpProblem('idempotency-key-reused')
    if (kept?.status != null && kept.body !== null) {
      context.status = kept.status
      context.set('content-type', kept.contentType ?? 'application/json')
      context.body = kept.body
      return false
    }
    const now = clock.now()
    const taken = await database.transaction((store) =>
      store.idempotency.takeOver(scope, key, now - ABANDONED_AFTER_MS, now),
    )
    if (!taken) throw new HttpProblem('request-in-flight')
    return true
  }
}
