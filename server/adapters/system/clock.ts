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
  let seen = ''
  return clockOf(() => {
    const real = Date.now()
    if (real - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = real
      const found = statSync(file, { throwIfNoEntry: false })
      // Each change is a file of its own, renamed into place: two of one tick of the machine's clock bear the same time.
      const version = found ? `${found.ino} ${found.mtimeMs}` : ''
      if (version !== seen) {
        offset = found ? offsetIn(file, offset) : 0
        seen = version
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
