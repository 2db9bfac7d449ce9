import type { SeasonDatesRecord } from '../../domain/applying/records'
import { addDays } from '../../domain/calendar/civilDate'
import { seasonAfter, seasonBefore, seasonDates, seasonOf } from '../../domain/calendar/season'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { worksFor } from '../../domain/staff/staff'
import { allOrNothing } from '../allOrNothing'
import { type Clock, type Database, type Ids, Outrun } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { type Clerk, noteDeed } from './desk'

/** The weather moves a season by weeks, not by months; beyond it somebody mistyped. */
const MOST_DAYS_EARLY_OR_LATE = 45

export interface ActualDates {
  company: string
  season: string
  /** Absent: what was set before stays, or the rulebook's day. */
  startsOn?: string
  endsOn?: string
  reason: string
}

/**
 * Records when a season really opens or closes (domain.md BJ6): early or late, never changing a fee. Refused: `not-found`,
 * `date-out-of-range` (another season than this, the last or the next; or more than 45 days off), `only-early-or-late`,
 * `nothing-changed`. `refresh` makes this process use the new dates at once.
 */
export function createSetSeasonDates(ports: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  refresh: () => Promise<void>
}) {
  const { database, clock, ids, rulebooks, refresh } = ports

  function judge(given: ActualDates): 'fits' | Refusal {
    const rulebook = rulebooks.get(given.company)
    if (!rulebook) return refuse('not-found')
    const now = seasonOf(rulebook, clock.today()).name
    const [earliest, latest] = [seasonBefore(now), seasonAfter(now)]
    if (given.season < earliest || given.season > latest) {
      return refuse('date-out-of-range', { from: earliest, to: latest })
    }
    const { startsOn, endsOn } = seasonDates(rulebook, given.season)
    if ((given.startsOn ?? startsOn) > startsOn || (given.endsOn ?? endsOn) < endsOn) {
      return refuse('only-early-or-late', { startsOn, endsOn })
    }
    const from = addDays(startsOn, -MOST_DAYS_EARLY_OR_LATE)
    const to = addDays(endsOn, MOST_DAYS_EARLY_OR_LATE)
    const fits = (given.startsOn ?? from) >= from && (given.endsOn ?? to) <= to
    return fits ? 'fits' : refuse('date-out-of-range', { from, to })
  }

  return async function setSeasonDates(clerk: Clerk, given: ActualDates): Promise<SeasonDatesRecord | Refusal> {
    const { company, season, reason } = given
    if (!worksFor(clerk, company)) return refuse('not-found')
    const judged = judge(given)
    if (judged !== 'fits') return judged
    const outcome = await allOrNothing(database, async (store): Promise<SeasonDatesRecord | Refusal> => {
      const earlier = (await store.seasonRecords.seasonDates()).filter(
        (one) => one.company === company && one.season === season,
      )
      const last = earlier.at(-1)
      const startsOn = given.startsOn ?? last?.startsOn ?? null
      const endsOn = given.endsOn ?? last?.endsOn ?? null
      if (startsOn === (last?.startsOn ?? null) && endsOn === (last?.endsOn ?? null)) return refuse('nothing-changed')
      const record: SeasonDatesRecord = {
        id: ids.next(),
        company,
        season,
        sequence: earlier.length + 1,
        startsOn,
        endsOn,
        reason,
        by: clerk.loginName,
        recordedAt: clock.now(),
      }
      if ((await store.seasonRecords.insertSeasonDates(record)) === 'duplicate') throw new Outrun(`season ${season}`)
      const detail = { startsOn, endsOn }
      await noteDeed(store, { company, by: clerk.loginName, deed: 'set-season-dates', subject: season, detail }, ports)
      return record
    })
    if (!isRefusal(outcome)) await refresh()
    return outcome
  }
}
