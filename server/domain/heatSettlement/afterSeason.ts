import { addDays, addMonths, type CivilDate, laterOf } from '../calendar/civilDate'
import { dayOfSeason, heatedDates } from '../calendar/season'
import type { Rulebook } from '../rulebook/rulebook'

type Rules = Pick<Rulebook, 'season' | 'settlement' | 'refunds'>

/** The day by which metered households are settled and told: months (LZ4) or days (BO8) after heating really ended. */
export function settlementDueOn(rulebook: Rules, season: string): CivilDate | undefined {
  const within = rulebook.settlement?.within
  if (!within) return undefined
  const { endsOn } = heatedDates(rulebook, season)
  return within.months === undefined ? addDays(endsOn, within.days ?? 0) : addMonths(endsOn, within.months)
}

interface Days {
  from: CivilDate
  to: CivilDate
}

/** What may be done when about a season's settlement (domain.md BZ3, BZ6); both ends of each window are inclusive. */
export interface RefundCalendar {
  publicity: Days
  applications: Days
  objections: Days
  /** The batch pays before this day. */
  payoutBefore: CivilDate
  topUpBy: CivilDate
  /** From this day on what nobody acted on is merged into the next season (BZ4). */
  mergedFrom: CivilDate
}

/** The calendar after a season; its days lie in the year in which the season ended, unless they say another. */
export function refundCalendar(rulebook: Rules, season: string): RefundCalendar | undefined {
  const rules = rulebook.refunds
  if (!rules) return undefined
  const day = (one: string): CivilDate => dayOfSeason(rulebook, season, one, 'year-of-end')
  const days = ({ from, to }: { from: string; to: string }): Days => ({ from: day(from), to: day(to) })
  const applications = days(rules.applications)
  const topUpBy = day(rules.topUpBy)
  return {
    publicity: days(rules.publicity),
    applications,
    objections: days(rules.objections),
    payoutBefore: day(rules.payoutBefore),
    topUpBy,
    mergedFrom: addDays(laterOf(applications.to, topUpBy), 1),
  }
}

/** Whether a day lies in a window, both ends inclusive. */
export function isWithin({ from, to }: Days, on: CivilDate): boolean {
  return from <= on && on <= to
}

/** The last day on which the meter-test agreement may be signed after an objection (BZ6); without it the data stand. */
export function agreementDueOn(rulebook: Rules, objectedOn: CivilDate): CivilDate | undefined {
  return rulebook.refunds && addDays(objectedOn, rulebook.refunds.agreementWithinDays)
}

/** Whether refunds of an estate are paid online; the others are told to visit a hall (BZ8). */
export function refundsOnline(rulebook: Rules, estate: string): boolean {
  const online = rulebook.refunds?.onlineEstates
  return rulebook.refunds !== undefined && (online === undefined || online.names.includes(estate))
}
