/** When to stop asking: after so many calls in a row whose effect stayed unknown; and for how long (milliseconds). */
export interface BreakerRules {
  after: number
  restMs: number
}

export const USUAL_BREAKER: BreakerRules = { after: 5, restMs: 10_000 }

/** `closed`: calls pass. `open`: none does. `half-open`: the rest is over, and one call at a time may try. */
export type BreakerState = 'closed' | 'open' | 'half-open'

export interface Breaker {
  /** Whether a call may go out now. Whoever gets true must tell `heard` how it ended. */
  admits(): boolean
  /** A clear answer closes the breaker, whatever it said; an unknown outcome counts towards opening it. */
  heard(clear: boolean): void
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
    heard(clear) {
      trying = false
      unknowns = clear ? 0 : unknowns + 1
      if (clear) openedAt = undefined
      else if (openedAt !== undefined || unknowns >= after) openedAt = now()
    },
  }
}
