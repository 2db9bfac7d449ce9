import { isChannel } from '../../../contract/channelWords'
import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { startOfDay } from '../../domain/calendar/beijingTime'
import { addDays } from '../../domain/calendar/civilDate'
import type { PaymentSource } from '../../domain/payment/payment'
import type { BillFileKind } from '../../domain/reconciliation/billFile'
import type { Log } from '../ports'
import { askedSources, type FetchPorts, tradeIsReconciled } from './fetchFiles'
import type { createOverdueDay } from './overdueDay'

/** Channels make their bills from 09:00 on; they are to be fetched after 10:00 (formats.md 2.1). */
const FETCH_FROM_MS = 10 * 3_600_000
/** A bill that is still being made is asked for again every 30 minutes (formats.md 2.1). */
const ASK_AGAIN_MS = 30 * 60_000
/** After this the day waits for a person: the board shows that its file is missing. */
const GIVE_UP_AFTER_MS = 48 * 3_600_000

/** `<channel> <date>`, as the job's subject has it; the account bill's says so behind it. */
function readSubject(subject: string): { channel: string; date: string; bill: BillFileKind } {
  const [channel = '', date = '', bill = 'trade'] = subject.split(' ')
  return { channel, date, bill: bill === 'fundflow' ? 'fundflow' : 'trade' }
}

/** A channel's account bill follows its trade bill: what both would tell is one piece of work, and the first tells it. */
const subjectsOf = (channel: PaymentSource, date: string): string[] =>
  isChannel(channel) ? [`${channel} ${date}`, `${channel} ${date} fundflow`] : [`${channel} ${date}`]

/**
 * Every morning after 10:00 in Beijing: yesterday's files are fetched and reconciled, each by a job of its own. `open` writes
 * the jobs down, once a day; `work` does one: it asks again every 30 minutes while the file is not ready or nobody answers,
 * and ends when there is a file, or when the channel says that nothing happened (NO_STATEMENT_EXIST). A channel's account
 * bill, by which its settlements are known, is fetched when the day's trade bill has been reconciled. In the evening what is
 * overdue is raised, whether a file has come or not (overdueDay.ts).
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
            for (const subject of subjectsOf(channel, date)) {
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
