import { type AlarmRule, type Raised, raisedBy } from '../../domain/watch/alarms'
import { labelsText, type Measure } from '../../domain/watch/measures'
import type { Database } from '../ports/database'
import type { Clock, Log } from '../ports/system'
import type { CallSomebody } from '../ports/watch'

/** An alarm that lasts is told again so often. */
const AGAIN_AFTER_MS = 6 * 3_600_000

export interface AlarmPorts {
  database: Database
  clock: Clock
  log: Log
  measure: () => Promise<Measure[]>
  /** Undefined: nobody is called; the log and /metrics say it all the same. */
  call: CallSomebody | undefined
}

interface Standing extends Raised {
  since: number
  /** When this process told of it last, or knew that another had; undefined before. */
  toldAt: number | undefined
}

/** The name under which all processes know that somebody was told. */
const toldKey = (key: string) => `alarm ${key}`.slice(0, 160)

const keyOf = ({ rule, measure }: Raised) => `${rule.name} ${labelsText(measure.labels)}`.trim()

/** 【热缴通 告警】DaysUnclosed … */
function lineOf({ rule, measure }: Raised): string {
  const of = labelsText(measure.labels)
  return `${SEVERITIES[rule.severity]} ${rule.says}（${of === '' ? '' : `${of}，`}现为 ${measure.value}）。${rule.todo}。`
}

const SEVERITIES: Readonly<Record<AlarmRule['severity'], string>> = { critical: '【紧急】', warning: '【提醒】' }

/**
 * Looks at what is measured, and calls somebody when a rule has been broken for as long as it says: once for all processes, again
 * every six hours while it lasts, and once when it is over. While the database is away each process calls for itself. What is told
 * holds no personal data: names of rules, companies, channels, and figures.
 */
export function createRaiseAlarms({ database, clock, log, measure, call }: AlarmPorts) {
  const standing = new Map<string, Standing>()

  /** Whether it is for this process to tell: it is the first of all within six hours. Unknown without a database: then yes. */
  async function isOurs(key: string): Promise<boolean> {
    try {
      const { points } = await database.transaction((store) =>
        store.guessCounts.add(toldKey(key), 1, AGAIN_AFTER_MS, clock.now()),
      )
      return points === 1
    } catch {
      return true
    }
  }

  /** Whether it was told and nobody has said yet that it is over. */
  async function endsHere(key: string): Promise<boolean> {
    try {
      return await database.transaction(async (store) => {
        const told = await store.guessCounts.of(toldKey(key), clock.now())
        if (told > 0) await store.guessCounts.add(toldKey(key), -told, AGAIN_AFTER_MS, clock.now())
        return told > 0
      })
    } catch {
      return true
    }
  }

  async function tell(lines: readonly string[]): Promise<boolean> {
    const failed = await call?.(['热缴通', ...lines].join('\n'))
    if (failed !== undefined) log.error({ error: failed }, 'nobody could be told of an alarm')
    return failed === undefined
  }

  return async function raiseAlarms(): Promise<void> {
    const now = clock.now()
    const raised = new Map(raisedBy(await measure()).map((one) => [keyOf(one), one]))
    for (const [key, one] of raised) {
      const before = standing.get(key)
      standing.set(key, { ...one, since: before?.since ?? now, toldAt: before?.toldAt })
    }
    for (const [key, one] of [...standing]) {
      if (!raised.has(key)) {
        standing.delete(key)
        if (one.toldAt === undefined) continue
        log.warn({ alarm: one.rule.name, ...one.measure.labels }, 'alarm is over')
        if (await endsHere(key)) await tell([`【恢复】 ${one.rule.says}：已恢复。`])
        continue
      }
      if (now - one.since < one.rule.minutes * 60_000) continue
      if (one.toldAt !== undefined && now - one.toldAt < AGAIN_AFTER_MS) continue
      const { name: alarm, severity } = one.rule
      log.error({ alarm, severity, ...one.measure.labels, value: one.measure.value }, 'alarm')
      if (!(await isOurs(key)) || (await tell([lineOf(one)]))) one.toldAt = now
      // What could not be told is tried at the next look, by whoever looks first.
      else await endsHere(key)
    }
  }
}
