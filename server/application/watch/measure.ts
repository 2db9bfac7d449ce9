import { daysFromTo } from '../../domain/calendar/civilDate'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Measure, MeasureName } from '../../domain/watch/measures'
import { readJudgement } from '../closing/readJudgement'
import { type Database, DatabaseAway } from '../ports/database'
import type { Clock } from '../ports/system'
import type { MachineFacts } from '../ports/watch'

export interface MeasurePorts {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
  machine: MachineFacts
  /** Whether the database answers at this moment; never throws, and waits for two seconds at most. */
  answers: () => Promise<boolean>
}

const DAY_MS = 86_400_000

const one = (name: MeasureName, value: number, labels: Measure['labels'] = {}): Measure => ({ name, labels, value })

/** Lost between the question whether it is there and the next. */
function absent(error: unknown): undefined {
  if (!(error instanceof DatabaseAway)) throw error
}

/**
 * Measures the installation: its database, what waits in the books of each company, and the machine. Where the database does not answer
 * that alone is said of it, and the machine is measured all the same. Never throws for that.
 */
export function createMeasure({ database, clock, rulebooks, machine, answers }: MeasurePorts) {
  /** All companies, so that a measure that is well again is seen to be 0. */
  const companies = () => rulebooks.all().filter(({ example }) => example === undefined)

  async function ofBooks(): Promise<Measure[]> {
    const today = clock.today()
    const found: Measure[] = []
    for (const { id: company } of companies()) {
      const judged = await readJudgement(database.read, { company, from: today }, { clock, rulebooks })
      const next = judged.nextToClose
      found.push(one('heatpay_days_unclosed', next === undefined ? 0 : daysFromTo(next, today), { company }))
      for (const { what, count, since, amountFen } of judged.totals()) {
        const of = { company, what }
        found.push(one('heatpay_open_items', count, of))
        if (amountFen !== null) found.push(one('heatpay_open_fen', amountFen, of))
        if (since !== null) found.push(one('heatpay_open_oldest_days', daysFromTo(since, today), of))
      }
    }
    return found
  }

  async function ofWork(): Promise<Measure[]> {
    const now = clock.now()
    const { jobs, attempts, inbox, refunds, unlinked } = await database.read.watch.waiting(now)
    const secondsSince = (at: number) => Math.max(0, Math.round((now - at) / 1000))
    return [
      ...jobs.map(({ kind, dueAt }) => one('heatpay_job_overdue_seconds', secondsSince(dueAt), { kind })),
      ...attempts.map(({ kind, attempts: most }) => one('heatpay_job_attempts', most, { kind })),
      one('heatpay_inbox_waiting', inbox.count),
      one('heatpay_inbox_oldest_seconds', inbox.oldestAt === null ? 0 : secondsSince(inbox.oldestAt)),
      ...refunds.map(({ company, requestedAt }) =>
        one('heatpay_refund_under_way_seconds', secondsSince(requestedAt), { company }),
      ),
      one('heatpay_unlinked_transfers', unlinked),
    ]
  }

  async function ofMachine(): Promise<Measure[]> {
    const freeMb = await machine.freeMegabytes()
    const now = clock.now()
    return [
      ...machine.clocks().map(({ channel, offSeconds }) => one('heatpay_clock_off_seconds', offSeconds, { channel })),
      ...machine.breakers().map(({ open, ...of }) => one('heatpay_breaker_open', open ? 1 : 0, of)),
      ...machine.forcedTokens().map(({ count, company }) => one('heatpay_access_tokens_forced', count, { company })),
      ...machine
        .certificates()
        .map(({ endsAt, ...of }) => one('heatpay_certificate_days_left', Math.floor((endsAt - now) / DAY_MS), of)),
      ...(freeMb === undefined ? [] : [one('heatpay_disk_free_megabytes', freeMb)]),
    ]
  }

  return async function measure(): Promise<Measure[]> {
    const ofDatabase = async (): Promise<Measure[]> => {
      const found = (await answers()) ? await Promise.all([ofBooks(), ofWork()]).catch(absent) : undefined
      return found ? [one('heatpay_database_up', 1), ...found.flat()] : [one('heatpay_database_up', 0)]
    }
    return [...(await ofDatabase()), ...(await ofMachine())]
  }
}
