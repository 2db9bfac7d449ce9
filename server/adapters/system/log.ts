import pino, { type DestinationStream, type Logger } from 'pino'
import { DatabaseAway } from '../../application/ports/database'

const WARN = 30
const QUIET_MS = 60_000
/** Faults that are remembered; beyond that the oldest is forgotten. */
const MOST_FAULTS = 500

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/**
 * What is wrong, so that the same fault is told from another: message and first line of the error, without numbers. Whoever meets an
 * absent database meets the same fault.
 */
function faultOf(error: unknown, message: string): string {
  const [first = ''] = String(error).split('\n')
  const away = new DatabaseAway().message
  return first.includes(away) ? away : `${message}: ${first.replace(/[0-9A-Za-z]*\d[0-9A-Za-z]*/g, '#')}`
}

/** Lets each fault be said once a minute. */
export function createQuiet(now: () => number = Date.now) {
  const said = new Map<string, { at: number; kept: number }>()
  return {
    /** Undefined while it was said within the last minute; else how often it was kept back before. */
    keptBack(fault: string): number | undefined {
      const before = said.get(fault)
      if (before && now() - before.at < QUIET_MS) {
        before.kept += 1
        return undefined
      }
      said.delete(fault)
      said.set(fault, { at: now(), kept: 0 })
      if (said.size > MOST_FAULTS) said.delete(said.keys().next().value as string)
      return before?.kept ?? 0
    },
  }
}

/**
 * JSON lines on standard error (standard output is for answers). Personal data never reaches a log (architecture.md). The same fault is
 * said once a minute, with how many were alike since (`alike`).
 */
export function createLog(level: string, to: DestinationStream = pino.destination({ dest: 2, sync: true })): Logger {
  const quiet = createQuiet()
  return pino(
    {
      level,
      base: null,
      hooks: {
        logMethod(given, write, weight) {
          const [fields] = given as unknown[]
          if (weight < WARN || !isObject(fields) || fields.error === undefined) return write.apply(this, given)
          const kept = quiet.keptBack(faultOf(fields.error, String(given[1])))
          if (kept === undefined) return
          write.apply(this, kept === 0 ? given : [{ ...fields, alike: kept }, given[1]])
        },
      },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['owner', 'identityNumber', 'phone', 'bankCard', 'address', 'token', '*.authorization'],
    },
    to,
  )
}
