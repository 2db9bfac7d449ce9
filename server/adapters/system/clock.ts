import { readFileSync, statSync } from 'node:fs'
import type { Clock } from '../../application/ports/system'
import { civilDayOf } from '../../domain/calendar/civilDate'

const LOOK_EVERY_MS = 50

function clockOf(now: () => number): Clock {
  return { now, today: () => civilDayOf(now()) }
}

/** The machine's own time. */
export function systemClock(): Clock {
  return clockOf(Date.now)
}

/**
 * The sandbox's time: the machine's, moved by what the sandbox wrote into its clock file (`{"offsetMs": n}`), so that a
 * season passes in minutes. Server, jobs and command line follow it alike.
 */
export function sandboxClock(file: string): Clock {
  let offset = 0
  let lookedAt = 0
  let seen = 0
  return clockOf(() => {
    const real = Date.now()
    if (real - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = real
      const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
      if (changed !== seen) {
        offset = changed === 0 ? 0 : offsetIn(file, offset)
        seen = changed
      }
    }
    return real + offset
  })
}

function offsetIn(file: string, otherwise: number): number {
  try {
    const { offsetMs } = JSON.parse(readFileSync(file, 'utf8')) as { offsetMs?: unknown }
    return typeof offsetMs === 'number' && Number.isSafeInteger(offsetMs) ? offsetMs : otherwise
  } catch {
    // Seen while it was being replaced: the next look finds it whole.
    return otherwise
  }
}
