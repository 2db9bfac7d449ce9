import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { startOfDay } from '../../domain/calendar/beijingTime'
import { addDays } from '../../domain/calendar/civilDate'
import type { PaymentSource } from '../../domain/payment/payment'
import type { SourceName } from '../../domain/payment/sourceName'
import type { BillFileKind } from '../../domain/reconciliation/billFile'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { DifferenceEvent } from '../differencePort'
import type { Clock, Database, Ids, Store } from '../ports'
import { raiseOverdue, type TellDeed } from '../raiseOverdue'
import { raiseMissing } from '../settling/raiseMissing'

/** By the evening a day's files, fetched or left in a folder since the morning, have come, or they are late. */
const LOOK_FROM_MS = 18 * 3_600_000
/** Nothing that is still open is older. */
const BEGINNING = '2000-01-01'
/** The trade bill's come first: what both bills have carried over is told once, by it. */
const BILLS: readonly BillFileKind[] = ['trade', 'fundflow']

/**
 * What had to be closed by T+2 is raised when that day's files are reconciled. Where no file comes at all, nobody would say so:
 * every evening, therefore, a job looks for what should have been closed by yesterday, at channels and on our own accounts.
 */
export function createOverdueDay(ports: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  sourceName: SourceName
}) {
  const { database, clock, ids, rulebooks } = ports

  async function raiseCarried(store: Store, company: string, date: string): Promise<void> {
    const deeds: DifferenceEvent[] = []
    const told: TellDeed = ({ id: differenceId }, act, note) => {
      const at = clock.now()
      deeds.push({ id: ids.next(), company, differenceId, at, who: AUDIT_SYSTEM, act, note, approvalId: null })
    }
    const open = await store.desk.openDifferences(company, { from: BEGINNING, to: date })
    for (const channel of new Set(open.map((one): PaymentSource => one.channel))) {
      for (const bill of BILLS) await raiseOverdue(store, { company, channel, bill, date }, told, ports)
    }
    await store.differences.insertEvents(deeds)
  }

  let openedFor = ''

  return {
    /** The same where no files are fetched by themselves (fetchDay.ts does it else): once a day. */
    async openAlone(): Promise<void> {
      const today = clock.today()
      if (openedFor === today) return
      await database.transaction((store) => this.open(store, today))
      openedFor = today
    },

    /** Writes down, once a day for each company, that it is looked at in the evening. */
    async open(store: Store, today: string): Promise<void> {
      const date = addDays(today, -1)
      for (const { id: company } of rulebooks.all()) {
        const key = `raise-overdue:${company}:${date}`
        const dueAt = startOfDay(today) + LOOK_FROM_MS
        await store.jobs.add({ key, company, kind: 'raise-overdue', subject: date, dueAt })
      }
    },

    async work({ company, subject: date }: { company: string; subject: string }): Promise<null> {
      const rulebook = rulebooks.get(company)
      if (!rulebook) return null
      await database.transaction(async (store) => {
        // Whoever reconciles that day waits, or has raised it himself (M2).
        await store.sequences.next(company, `reconcile:${date}`)
        await raiseCarried(store, company, date)
        await raiseMissing(store, rulebook, date, ports)
      })
      return null
    },
  }
}
