import { isChannel } from '../../../contract/channelWords'
import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { addDays, startOfDay } from '../../domain/calendar/civilDate'
import type { PaymentSource, SourceName } from '../../domain/payment/payment'
import type { ChannelFileKind } from '../../domain/reconciliation/channelFile'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { raiseMissing } from '../bankMatching/raiseMissing'
import type { Database, Store } from '../ports/database'
import type { DifferenceEvent } from '../ports/differences'
import type { Clock, Ids, Log } from '../ports/system'
import type { ReconcileDay } from '../reconciliation/reconcileDay'
import type { ReconcilePorts } from '../reconciliation/reconcileDayPorts'
import { type RecordEvent, raiseOverdue } from '../runs/newDifference'
import { askedSources, type FetchPorts, tradeIsReconciled } from './fetchFiles'

/** By the evening a day's files, fetched or left in a folder since the morning, have come, or they are late. */
const LOOK_FROM_MS = 18 * 3_600_000

/** Nothing that is still open is older. */
const BEGINNING = '2000-01-01'

/** The trade bill's come first: what both bills have carried over is told once, by it. */
const DOWNLOADED_KINDS: readonly ChannelFileKind[] = ['trade', 'fundflow']

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

  async function raiseCarried(
    store: Pick<Store, 'desk' | 'differences' | 'reconciliation'>,
    company: string,
    date: string,
  ): Promise<void> {
    const events: DifferenceEvent[] = []
    const record: RecordEvent = ({ id: differenceId }, act, note) => {
      const at = clock.now()
      events.push({ id: ids.next(), company, differenceId, at, who: AUDIT_SYSTEM, act, note, approvalId: null })
    }
    const open = await store.desk.openDifferences(company, { from: BEGINNING, to: date })
    for (const channel of new Set(open.map((one): PaymentSource => one.channel))) {
      for (const bill of DOWNLOADED_KINDS) await raiseOverdue(store, { company, channel, bill, date }, record, ports)
    }
    await store.differences.insertEvents(events)
  }

  let openedFor = ''

  return {
    /** The same where no files are fetched by themselves (createFetchDay does it else): once a day. */
    async openAlone(): Promise<void> {
      const today = clock.today()
      if (openedFor === today) return
      await database.transaction((store) => this.open(store, today))
      openedFor = today
    },

    /** Writes down, once a day for each company, that it is looked at in the evening. */
    async open(store: Pick<Store, 'jobs'>, today: string): Promise<void> {
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
        // Anyone who reconciles that day waits, or has raised it himself (M2).
        await store.sequences.next(company, `reconcile:${date}`)
        await raiseCarried(store, company, date)
        await raiseMissing(store, rulebook, date, ports)
      })
      return null
    },
  }
}

/** Channels make their bills from 09:00 on; they are to be fetched after 10:00 (formats.md 2.1). */
const FETCH_FROM_MS = 10 * 3_600_000

/** A bill that is still being made is asked for again every 30 minutes (formats.md 2.1). */
const ASK_AGAIN_MS = 30 * 60_000

/** After this the day waits for a person: the board shows that its file is missing. */
const GIVE_UP_AFTER_MS = 48 * 3_600_000

/** `<channel> <date>`, as the job's subject has it; the account bill's says so behind it. */
function readSubject(subject: string): { channel: string; date: string; bill: ChannelFileKind } {
  const [channel = '', date = '', bill = 'trade'] = subject.split(' ')
  return { channel, date, bill: bill === 'fundflow' ? 'fundflow' : 'trade' }
}

/** A channel's account bill follows its trade bill: what both would tell is one piece of work, and the first tells it. */
const jobSubjectsOf = (channel: PaymentSource, date: string): string[] =>
  isChannel(channel) ? [`${channel} ${date}`, `${channel} ${date} fundflow`] : [`${channel} ${date}`]

/**
 * Every morning after 10:00 in Beijing: yesterday's files are fetched and reconciled, each by a job of its own. `open` writes
 * the jobs down, once a day; `work` does one: it asks again every 30 minutes while the file is not ready or nobody answers,
 * and ends when there is a file, or when the channel says that nothing happened (NO_STATEMENT_EXIST). A channel's account
 * bill, by which its settlements are known, is fetched when the day's trade bill has been reconciled. In the evening what is
 * overdue is raised, whether a file has come or not (createOverdueDay).
 */
export function createFetchDay(ports: FetchPorts & { log: Log; overdueDay: ReturnType<typeof createOverdueDay> }) {
  const { database, clock, rulebooks, reconcileDay, fetchableBanks, overdueDay, log } = ports
  let openedFor = ''

  return {
    async open(): Promise<void> {
      const today = clock.today()
      if (openedFor === today || clock.now() < startOfDay(today) + FETCH_FROM_MS) return
      const date = addDays(today, -1)
      await database.transaction(async (store) => {
        for (const company of rulebooks.all().map(({ id }) => id)) {
          for (const channel of askedSources(rulebooks, fetchableBanks, company)) {
            for (const subject of jobSubjectsOf(channel, date)) {
              const key = `fetch-day:${company}:${subject}`
              await store.jobs.add({ key, company, kind: 'fetch-day', subject, dueAt: clock.now() })
            }
          }
        }
        await overdueDay.open(store, today)
      })
      openedFor = today
    },

    async work({ company, subject }: { company: string; subject: string }): Promise<number | null> {
      const { channel, date, bill } = readSubject(subject)
      const source = askedSources(rulebooks, fetchableBanks, company).find((one) => one === channel)
      if (!source) return null
      const late = clock.now() > startOfDay(addDays(date, 1)) + GIVE_UP_AFTER_MS
      if (bill === 'fundflow' && !(await tradeIsReconciled(database, { company, channel: source, date }))) {
        return late ? null : clock.now() + ASK_AGAIN_MS
      }
      const done = await reconcileDay({ company, channel: source, bill, date, actor: AUDIT_SYSTEM })
      if (done.outcome === 'reconciled') return null
      const { because, reason } = done
      log.info({ company, channel, bill, date, because, reason }, 'no file of the day')
      return late || !['not-ready', 'unreachable'].includes(because) ? null : clock.now() + ASK_AGAIN_MS
    },
  }
}

/**
 * The job that follows an approved file: its day is reconciled with it, and what a bank's file has more is booked. Gives null
 * when it is done, also where another file has been approved since.
 */
export function createReconcileAccepted({
  database,
  archive,
  reconcileDay,
  log,
}: {
  database: Database
  archive: ReconcilePorts['archive']
  reconcileDay: ReconcileDay
  log: Log
}) {
  return async function reconcileAccepted(approvalId: string): Promise<null> {
    const approval = await database.read.approvals.byId(approvalId)
    const file = approval && (await database.read.channelFiles.byId(String(approval.payload.fileId)))
    if (!approval || file?.status !== 'imported') return null
    const { company, channel, date, source } = file
    const done = await reconcileDay({
      company,
      channel,
      date,
      file: archive.pathOf(file.path),
      source,
      actor: approval.checkerName ?? AUDIT_SYSTEM,
    })
    if (done.outcome === 'refused') log.warn({ company, channel, date, because: done.because }, 'file not reconciled')
    return null
  }
}
