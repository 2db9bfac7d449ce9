import type { Context } from 'koa'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { HttpProblem } from './problems'

interface Limit {
  points: number
  seconds: number
}

/** How often a thing may be done: by one resident, from one address, and by all together. */
export interface Limits {
  resident?: Limit
  address: Limit
  overall: Limit
}

/** Looking households up by code (faults.md: scanning 12-digit codes → 429 per user, per address and overall). */
export const LOOKUP_LIMITS: Limits = {
  resident: { points: 20, seconds: 600 },
  address: { points: 60, seconds: 600 },
  overall: { points: 3000, seconds: 60 },
}

/** Proofs of ownership: guessing a name or an identity number is slower still. */
export const PROOF_LIMITS: Limits = {
  resident: { points: 10, seconds: 3600 },
  address: { points: 30, seconds: 3600 },
  overall: { points: 3000, seconds: 60 },
}

export const LOGIN_LIMITS: Limits = { address: { points: 120, seconds: 60 }, overall: { points: 6000, seconds: 60 } }

/** Staff who log in; guesses at one login name are slowed down beside that, whatever address they come from. */
export const STAFF_LOGIN_LIMITS: Limits = {
  address: { points: 60, seconds: 60 },
  overall: { points: 600, seconds: 60 },
}

/** Applications: each is read by somebody of the staff. */
export const APPLICATION_LIMITS: Limits = {
  resident: { points: 30, seconds: 3600 },
  address: { points: 600, seconds: 3600 },
  overall: { points: 3000, seconds: 60 },
}

export const ESTIMATE_LIMITS: Limits = {
  address: { points: 600, seconds: 60 },
  overall: { points: 30_000, seconds: 60 },
}

/** Makes a check that passes or ends the request with 429 and Retry-After. Counts are this process's own. */
export function createLimiter(name: string, limits: Limits) {
  const limiter = ({ points, seconds }: Limit, of: string) =>
    new RateLimiterMemory({ keyPrefix: `${name}:${of}`, points, duration: seconds })
  const byResident = limits.resident && limiter(limits.resident, 'resident')
  const byAddress = limiter(limits.address, 'address')
  const overall = limiter(limits.overall, 'overall')

  return async function limit(context: Context): Promise<void> {
    try {
      const resident = (context.state.resident as { id: string } | undefined)?.id
      if (byResident && resident) await byResident.consume(resident)
      await byAddress.consume(context.ip)
      await overall.consume('all')
    } catch (exceeded) {
      if (exceeded instanceof Error) throw exceeded
      const wait = Math.ceil((exceeded as { msBeforeNext: number }).msBeforeNext / 1000)
      throw new HttpProblem('too-many-requests', { retryAfterSeconds: wait }, { 'retry-after': String(wait) })
    }
  }
}
