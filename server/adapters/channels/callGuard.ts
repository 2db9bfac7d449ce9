import { setTimeout as pause } from 'node:timers/promises'
import type { Channel } from '../../../contract/channelWords'
import type { Log } from '../../application/ports/system'

/** When to stop asking: after so many calls in a row whose effect stayed unknown; and for how long (milliseconds). */
export interface BreakerRules {
  after: number
  restMs: number
}

export const USUAL_BREAKER: BreakerRules = { after: 5, restMs: 10_000 }

/** `closed`: calls pass. `open`: none does. `half-open`: the rest is over, and one call at a time may try. */
export type BreakerState = 'closed' | 'open' | 'half-open'

export interface Breaker {
  /** Whether a call may go out now. A caller that gets true must report to `ended` how the call ended. */
  admits(): boolean
  /** A clear answer closes the breaker, whatever it said; an unknown outcome counts towards opening it. */
  ended(clear: boolean): void
  state(): BreakerState
}

/**
 * Keeps a silent endpoint from being asked over and over by everybody who waits for it (faults.md, API). `now` gives epoch
 * milliseconds; a clock that was set back ends the rest at once, so that it cannot last for ever.
 */
export function createBreaker({ after, restMs }: BreakerRules, now: () => number): Breaker {
  let unknowns = 0
  let openedAt: number | undefined
  let trying = false

  function state(): BreakerState {
    if (openedAt === undefined) return 'closed'
    const rested = now() - openedAt
    return rested >= 0 && rested < restMs ? 'open' : 'half-open'
  }

  return {
    state,
    admits() {
      const is = state()
      if (is === 'closed') return true
      if (is === 'open' || trying) return false
      trying = true
      return true
    },
    ended(clear) {
      trying = false
      unknowns = clear ? 0 : unknowns + 1
      if (clear) openedAt = undefined
      else if (openedAt !== undefined || unknowns >= after) openedAt = now()
    },
  }
}

/** How long a call of a channel waits before its second and its third attempt, in milliseconds. */
export const USUAL_PAUSES_MS: readonly number[] = [200, 800]

/**
 * Asks again, after each of the pauses (milliseconds), as long as the result is unsettled; gives the last result.
 * Only for calls whose repetition with the same numbers has one effect (formats.md 1.9, 3.5, 3.7).
 */
async function retried<T>(
  pausesMs: readonly number[],
  attempt: () => Promise<T>,
  unsettled: (result: T) => boolean,
): Promise<T> {
  let result = await attempt()
  for (const ms of pausesMs) {
    if (!unsettled(result)) break
    await pause(ms)
    result = await attempt()
  }
  return result
}

/** How one attempt ended; `held` when a breaker kept it back and nothing was sent. */
export type CallResult = 'verified' | 'refused' | 'unknown' | 'held'

/** Counts and times the calls of channels; wired to Prometheus in main. */
export interface CallMeter {
  /** An attempt begins; the function given back says how it ended. */
  started(channel: Channel, endpoint: string): (result: CallResult) => void
  /** A breaker has opened, or closed again. */
  turned?(breaker: { company: string; channel: Channel; endpoint: string; open: boolean }): void
  /** A new access token was forced, of which a platform allows few a day (formats.md 4.1). */
  forcedToken?(company: string): void
}

const NO_METER: CallMeter = { started: () => () => undefined }

interface Unknown {
  kind: 'unknown'
  code: string
  message: string
}

type Judged = { kind: 'verified' } | { kind: 'refused'; code: string } | Unknown

/** One call of a channel, as a room makes it. */
export interface GuardedCall<A extends Judged> {
  /** Its name in logs and metrics; no address, which may hold a secret. */
  endpoint: string
  /** Sends it once and judges the answer. */
  attempt(): Promise<A>
  /** How long to wait before each further attempt, in milliseconds; empty for a call that must be made once only. */
  pausesMs: readonly number[]
  /** Whether the same call may bring a clear answer later. */
  isUnsettled(answer: A): boolean
  /** What the log says of an attempt besides endpoint, outcome and code. */
  alsoLogged?(): object
}

/** Wrapped around every call of a room: each endpoint is timed, and has its own breaker. */
export interface CallGuard {
  /**
   * Makes a call, again while its answer is unsettled, unless the endpoint's breaker holds it back. Each attempt is timed,
   * and logged when it does not end well.
   */
  ask<A extends Judged>(call: GuardedCall<A>): Promise<A | Unknown>
  /** Times one attempt. */
  timed<A extends Judged>(endpoint: string, attempt: () => Promise<A>): Promise<A>
}

export interface CallGuardOptions {
  company: string
  clock: () => number
  log: Log
  /** Default: nobody counts. */
  meter?: CallMeter
  /** Default: five in a row, ten seconds. */
  breaker?: BreakerRules
}

/** A signed "accepted, result unknown" says that the channel is well. */
const isClear = (answer: Judged) => answer.kind !== 'unknown' || answer.code === 'ACCEPTED'

/**
 * What a held call gives. It says nothing of what an earlier attempt with the same numbers may have done, so it is unknown like a time-out.
 */
export const HELD_CODE = 'BREAKER_OPEN'

const HELD: Unknown = { kind: 'unknown', code: HELD_CODE, message: 'not asked: the channel has not answered' }

/** Makes the call guard of one company's merchant at one channel. */
export function createCallGuard(channel: Channel, options: CallGuardOptions): CallGuard {
  const { company, clock, log, meter = NO_METER, breaker: rules = USUAL_BREAKER } = options
  const breakers = new Map<string, Breaker>()

  function breakerOf(endpoint: string): Breaker {
    const present = breakers.get(endpoint)
    if (present) return present
    const made = createBreaker(rules, clock)
    breakers.set(endpoint, made)
    return made
  }

  async function timed<A extends Judged>(endpoint: string, attempt: () => Promise<A>): Promise<A> {
    const ended = meter.started(channel, endpoint)
    let result: CallResult = 'unknown'
    try {
      const answer = await attempt()
      result = answer.kind
      return answer
    } finally {
      ended(result)
    }
  }

  async function logged<A extends Judged>({ endpoint, attempt, alsoLogged }: GuardedCall<A>): Promise<A> {
    const answer = await timed(endpoint, attempt)
    if (answer.kind !== 'verified') {
      const { kind: outcome, code } = answer
      log.warn({ company, channel, endpoint, outcome, code, ...alsoLogged?.() }, 'channel call')
    }
    return answer
  }

  return {
    timed,
    async ask(call) {
      const { endpoint, pausesMs, isUnsettled } = call
      const breaker = breakerOf(endpoint)
      if (!breaker.admits()) {
        meter.started(channel, endpoint)('held')
        return HELD
      }
      const before = breaker.state()
      // A throw is a bug of ours; the breaker must not wait for this call for ever.
      let clear = false
      try {
        const answer = await retried(pausesMs, () => logged(call), isUnsettled)
        clear = isClear(answer)
        return answer
      } finally {
        breaker.ended(clear)
        const after = breaker.state()
        if (after !== before) {
          log.warn({ company, channel, endpoint, breaker: after }, 'breaker of a channel call')
          meter.turned?.({ company, channel, endpoint, open: after !== 'closed' })
        }
      }
    },
  }
}
