import type { Channel } from '../../../contract/channelWords'
import type { Log } from '../../application/ports'
import { type Breaker, type BreakerRules, createBreaker, USUAL_BREAKER } from './breaker'

/** How one attempt ended; `held` when a breaker kept it back and nothing was sent. */
export type CallResult = 'verified' | 'refused' | 'unknown' | 'held'

/** Counts and times the calls of channels; wired to Prometheus in main. */
export interface CallMeter {
  /** An attempt begins; the function given back says how it ended. */
  started(channel: Channel, endpoint: string): (result: CallResult) => void
}

const NO_METER: CallMeter = { started: () => () => undefined }

interface Unknown {
  kind: 'unknown'
  code: string
  message: string
}
type Judged = { kind: 'verified' } | { kind: 'refused' } | Unknown

/** Wrapped around every call of a room: each endpoint is timed, and has its own breaker. */
export interface Watch {
  /** Runs a call, with its repetitions, unless the endpoint's breaker holds it back. */
  guarded<A extends Judged>(endpoint: string, ask: () => Promise<A>): Promise<A | Unknown>
  /** Times one attempt. */
  timed<A extends Judged>(endpoint: string, attempt: () => Promise<A>): Promise<A>
}

export interface WatchOptions {
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

/** Makes the watch of one room: one company's merchant at one channel. */
export function createWatch(channel: Channel, options: WatchOptions): Watch {
  const { company, clock, log, meter = NO_METER, breaker: rules = USUAL_BREAKER } = options
  const breakers = new Map<string, Breaker>()

  function breakerOf(endpoint: string): Breaker {
    const present = breakers.get(endpoint)
    if (present) return present
    const made = createBreaker(rules, clock)
    breakers.set(endpoint, made)
    return made
  }

  return {
    async guarded(endpoint, ask) {
      const breaker = breakerOf(endpoint)
      if (!breaker.admits()) {
        meter.started(channel, endpoint)('held')
        return HELD
      }
      const before = breaker.state()
      // A throw is a bug of ours; the breaker must not wait for this call for ever.
      let clear = false
      try {
        const answer = await ask()
        clear = isClear(answer)
        return answer
      } finally {
        breaker.heard(clear)
        const after = breaker.state()
        if (after !== before) log.warn({ company, channel, endpoint, breaker: after }, 'breaker of a channel call')
      }
    },
    async timed(endpoint, attempt) {
      const ended = meter.started(channel, endpoint)
      let result: CallResult = 'unknown'
      try {
        const answer = await attempt()
        result = answer.kind
        return answer
      } finally {
        ended(result)
      }
    },
  }
}
