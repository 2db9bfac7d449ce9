import { CHANNELS } from '../../../contract/channelWords'
import { addDays, startOfDay } from '../../domain/calendar/civilDate'
import type { Wording } from '../../domain/message/wording'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { householdCard, readHouseholdAccount } from '../households/householdAccount'
import type { Database } from '../ports/database'
import type { MessengerDirectory } from '../ports/messages'
import type { Clock, Ids, Log } from '../ports/system'
import type { Job } from '../ports/work'
import { queueMessage } from './queueMessage'

const PAGE = 200
/** Half past nine in the morning: nobody is woken. */
const HOUR_OF_DAY_MS = 9.5 * 3_600_000

type Ports = {
  database: Database
  messengers: MessengerDirectory
  wording: Wording
  rulebooks: Rulebooks
  clock: Clock
  ids: Ids
  log: Log
}

/**
 * Makes the job that looks once a day whom a company has to remind, when the morning has come; call it as often as you like.
 * Gives how many were made. A day on which nothing runs is made up for on the next (`noticeOn`).
 */
export function createOpenReminders({ database, rulebooks, clock }: Pick<Ports, 'database' | 'rulebooks' | 'clock'>) {
  let opened = ''
  return async function openReminders(): Promise<number> {
    const today = clock.today()
    if (today === opened || clock.now() < startOfDay(today) + HOUR_OF_DAY_MS) return 0
    const jobs = rulebooks.all().map(
      ({ id }): Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'> => ({
        key: `remind-due:${id}:${today}`,
        company: id,
        kind: 'remind-due',
        subject: id,
        dueAt: clock.now(),
      }),
    )
    const made = await database.transaction(async (store) => {
      const added: string[] = []
      for (const job of jobs) if ((await store.jobs.add(job)) === 'inserted') added.push(job.key)
      return added.length
    })
    opened = today
    return made
  }
}

/**
 * The reminder that is due on a day for what is to be paid by `dueOn`: the shortest of the given notices (days) whose time
 * has come, so that a day on which nobody looked is made up for. Undefined when there is none, or the due day is over.
 */
export function noticeOn(today: string, dueOn: string, daysBefore: readonly number[]): number | undefined {
  if (today > dueOn) return undefined
  return [...daysBefore].sort((one, other) => one - other).find((days) => today >= addDays(dueOn, -days))
}

const noticesOf = (rulebook: Rulebook, wording: Wording) => rulebook.reminders?.daysBefore ?? wording.daysBeforeDue

/** Reminds residents who asked for it of what their households still owe, some days before it is due; once for each notice. */
export function createRemindDue(ports: Ports) {
  const { database, messengers, wording, rulebooks, clock, log } = ports

  async function remind(residentId: string, rulebook: Rulebook, today: string): Promise<void> {
    const company = rulebook.id
    for (const { householdId } of await database.read.bindings.ofResident(residentId)) {
      const found = await readHouseholdAccount(database.read, rulebooks, company, householdId, today)
      if (!found) continue
      const { dueOn, state } = householdCard(found, undefined).due
      if (dueOn === null || (state !== 'due' && state !== 'partly-paid')) continue
      const days = noticeOn(today, dueOn, noticesOf(rulebook, wording))
      if (days === undefined) continue
      const about = { company, residentId, subject: householdId, occasion: `${householdId}:${dueOn}:${days}` }
      await database.transaction((store) => queueMessage(store, { ...about, event: 'payment-due' }, ports))
    }
  }

  return async function remindDue(company: string): Promise<null> {
    const today = clock.today()
    const rulebook = rulebooks.get(company)
    if (!rulebook) return null
    const templateIds = CHANNELS.flatMap(
      (platform) => messengers.messenger(company, platform)?.templates['payment-due'] ?? [],
    )
    let after = ''
    for (;;) {
      const open = await database.read.messageConsents.open(templateIds, after, PAGE)
      for (const consent of open) {
        await remind(consent.residentId, rulebook, today).catch((error: unknown) =>
          log.error({ company, resident: consent.residentId, error: String(error) }, 'a reminder was not made'),
        )
        after = consent.residentId
      }
      if (open.length < PAGE) return null
    }
  }
}
