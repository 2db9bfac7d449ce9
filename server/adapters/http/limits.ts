import type { Context, Next } from 'koa'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { RequestCounter, RequestLimit } from '../../application/ports/system'
import { HttpProblem } from './problems'

/** How often a thing may be done: by one resident, from one address, and by all together. */
export interface Limits {
  resident?: RequestLimit
  address: RequestLimit
  overall: RequestLimit
  /** Counted by all processes together, where they can: what somebody might try out. The rest each counts for itself. */
  together?: true
}

/**
 * Looking households up by code, and proofs of ownership: bounds on how fast, wide enough for a mobile network's many people behind
 * one address. What strangers may find out is bounded by application/households/strangers.ts.
 */
const LOOKUP: Limits = {
  resident: { points: 60, seconds: 600 },
  address: { points: 6000, seconds: 600 },
  overall: { points: 3000, seconds: 60 },
  together: true,
}

const PROOF: Limits = {
  resident: { points: 20, seconds: 3600 },
  address: { points: 3000, seconds: 3600 },
  overall: { points: 3000, seconds: 60 },
  together: true,
}

/** Applications: each is read by somebody of the staff. */
const APPLICATION: Limits = {
  resident: { points: 30, seconds: 3600 },
  address: { points: 600, seconds: 3600 },
  overall: { points: 3000, seconds: 60 },
}

/** Orders: each is known to its channel and asked about, so that nobody makes them without end. */
const ORDERS: Limits = {
  resident: { points: 30, seconds: 600 },
  address: { points: 6000, seconds: 600 },
  overall: { points: 30_000, seconds: 60 },
  together: true,
}

/** What is counted, by the name under which it is counted: two names are two counts, also where the limits are the same. */
export const LIMITS = {
  lookup: LOOKUP,
  orders: ORDERS,
  claim: LOOKUP,
  'message-consent': LOOKUP,
  proof: PROOF,
  // What is on file could be guessed here, field by field.
  'refund-details': PROOF,
  applications: APPLICATION,
  'after-season': APPLICATION,
  /** Each goes to an address that the resident names. */
  'invoice-email': {
    resident: { points: 10, seconds: 3600 },
    address: { points: 600, seconds: 3600 },
    overall: { points: 600, seconds: 60 },
  },
  'invoice-link': {
    address: { points: 6000, seconds: 600 },
    overall: { points: 3000, seconds: 60 },
  },
  login: {
    address: { points: 120, seconds: 60 },
    overall: { points: 6000, seconds: 60 },
    together: true,
  },
  /** Staff who log in; guesses at one login name are slowed down beside that, whatever address they come from. */
  'staff-login': {
    address: { points: 60, seconds: 60 },
    overall: { points: 600, seconds: 60 },
    together: true,
  },
  /** The calculator costs us half a millisecond and tells nobody's secrets; a mobile network has thousands behind one address. */
  estimate: {
    address: { points: 12_000, seconds: 60 },
    overall: { points: 30_000, seconds: 60 },
  },
} as const satisfies Record<string, Limits>
export type LimitName = keyof typeof LIMITS

/** Counts in this process's memory. */
export function memoryCounter(): RequestCounter {
  const limiters = new Map<string, RateLimiterMemory>()
  return {
    async count(key, { points, seconds }) {
      const kind = `${points}/${seconds}`
      const limiter = limiters.get(kind) ?? new RateLimiterMemory({ keyPrefix: kind, points, duration: seconds })
      limiters.set(kind, limiter)
      try {
        await limiter.consume(key)
        return 0
      } catch (exceeded) {
        if (exceeded instanceof Error) throw exceeded
        return Math.max(1, (exceeded as { msBeforeNext: number }).msBeforeNext)
      }
    },
  }
}

/** Gives every request the counter that all processes share. */
export function countTogether(counter: RequestCounter) {
  return (context: Context, next: Next): Promise<unknown> => {
    context.state.counter = counter
    return next()
  }
}

/** Makes a check that passes or ends the request with 429 and Retry-After. */
export function createLimiter(name: string, limits: Limits) {
  const own = memoryCounter()

  return async function limit(context: Context): Promise<void> {
    const resident = (context.state.resident as { id: string } | undefined)?.id
    const shared = context.state.counter as RequestCounter | undefined
    const counter = limits.together && shared ? shared : own
    const exceeded = async (of: string, who: string, most: RequestLimit | undefined) =>
      most === undefined ? 0 : counter.count(`${name}:${of}:${who}`, most)
    // The longest of them is the true wait.
    const wait = Math.max(
      resident === undefined ? 0 : await exceeded('resident', resident, limits.resident),
      await exceeded('address', context.ip, limits.address),
      await exceeded('overall', 'all', limits.overall),
    )
    if (wait === 0) return
    const seconds = Math.ceil(wait / 1000)
    throw new HttpProblem('too-many-requests', { retryAfterSeconds: seconds }, { 'retry-after': String(seconds) })
  }
}

/** One check for each of the limits. */
export function createLimiters(): Readonly<Record<LimitName, (context: Context) => Promise<void>>> {
  const checks = Object.entries(LIMITS).map(([name, limits]) => [name, createLimiter(name, limits)])
  return Object.fromEntries(checks)
}
