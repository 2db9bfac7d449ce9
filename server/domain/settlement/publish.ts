import type { CivilDate } from '../calendar/civilDate'
import { feeDueOn } from '../calendar/dueDate'
import { seasonAfter, seasonDates } from '../calendar/season'
import type { Rulebook } from '../rulebook/rulebook'
import { isWithin, refundCalendar, settlementDueOn } from './afterSeason'
import type { Publication } from './settlement'

/** The days that count once results are public. */
export type PublicationDays = Pick<Publication, 'publicityTo' | 'objectionsTo' | 'applicationsTo' | 'topUpBy'>

export type MayPublish =
  /** `late`: the rulebook's last day to settle has passed (LZ4, BO8); the household is told all the same. */
  | { outcome: 'open'; days: PublicationDays; dueOn: CivilDate | null; late: boolean }
  | { outcome: 'outside-window'; from: CivilDate; to: CivilDate }

/**
 * Whether results may be made public on a day, and the days that follow from the rulebook (domain.md BZ3). Without a day
 * for top-ups in the rulebook, one is due together with the next season's fee (decided).
 */
export function mayPublish(rulebook: Rulebook, season: string, on: CivilDate): MayPublish {
  const calendar = refundCalendar(rulebook, season)
  if (calendar && !isWithin(calendar.publicity, on)) return { outcome: 'outside-window', ...calendar.publicity }
  const dueOn = settlementDueOn(rulebook, season) ?? null
  const next = seasonAfter(season)
  return {
    outcome: 'open',
    days: {
      publicityTo: calendar?.publicity.to ?? null,
      objectionsTo: calendar?.objections.to ?? null,
      applicationsTo: calendar?.applications.to ?? null,
      topUpBy: calendar?.topUpBy ?? feeDueOn(rulebook, next) ?? seasonDates(rulebook, next).startsOn,
    },
    dueOn,
    late: dueOn !== null && on > dueOn,
  }
}
