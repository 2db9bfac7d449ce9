import type { Clock } from '../ports'

/** A clock that stands still: what is simulated was recorded then. */
export function stoppedClock(at: number, today: string): Clock {
  return { now: () => at, today: () => today }
}
