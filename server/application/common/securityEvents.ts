import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { hourOf, isAlarming, type SecurityHappening } from '../../domain/audit/securityEvent'
import type { Database } from '../ports/database'
import type { Clock, Ids, Log } from '../ports/system'

/** Says that something happened; costs nothing where it is said, and never fails. */
export type TellSecurity = (happening: SecurityHappening) => void

/** So many subjects are told apart between two writings; what comes after them within it is counted together. */
const MAX_APART = 2000

interface Counted extends SecurityHappening {
  times: number
  firstAt: number
  lastAt: number
}

/**
 * Gathers what may be an attack, and writes it down every second: a flood costs one row an hour for each subject. What becomes
 * an alarm is written to the log of the process and to the audit chain, once an hour.
 */
export function createSecurityLog(ports: { database: Database; clock: Clock; ids: Ids; log: Log }) {
  const { database, clock, ids, log } = ports
  let waiting = new Map<string, Counted>()

  async function write({ company, kind, subject, times, firstAt, lastAt }: Counted): Promise<void> {
    const hour = hourOf(firstAt)
    const event = { company, kind, subject, hour, times, firstAt, lastAt }
    const raised = await database.transaction(async (store) => {
      await store.securityEvents.add({ ...event, id: ids.next(), alarm: false })
      const all = await store.securityEvents.times({ company, kind }, hour)
      if (!isAlarming(kind, all)) return undefined
      const alarm = { ...event, id: ids.next(), subject: 'alarm', times: all, alarm: true }
      if ((await store.securityEvents.alarm(alarm)) === 'duplicate') return undefined
      await store.audit.append({
        id: ids.next(),
        company,
        at: clock.now(),
        actor: AUDIT_SYSTEM,
        deed: 'security-alarm',
        subject: kind,
        detail: { times: all },
      })
      return all
    })
    if (raised !== undefined) log.error({ company, kind, times: raised }, 'security alarm')
  }

  return {
    tell({ company, kind, subject }: SecurityHappening): void {
      const at = clock.now()
      const apart = waiting.size < MAX_APART ? subject : 'others'
      const key = `${company} ${kind} ${hourOf(at)} ${apart}`
      const before = waiting.get(key)
      if (before) {
        before.times += 1
        before.lastAt = at
      } else waiting.set(key, { company, kind, subject: apart, times: 1, firstAt: at, lastAt: at })
    },

    /** Writes down what was told; gives how much it was. What cannot be written now stays for the next time. */
    async flush(): Promise<number> {
      const told = waiting
      waiting = new Map()
      for (const [key, counted] of told) {
        try {
          await write(counted)
          told.delete(key)
        } catch (error) {
          for (const [kept, one] of told) if (!waiting.has(kept)) waiting.set(kept, one)
          throw error
        }
      }
      return 0
    },
  }
}
export type SecurityLog = ReturnType<typeof createSecurityLog>
