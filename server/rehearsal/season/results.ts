import { addDays } from '../../domain/calendar/civilDate'
import { heatedDates } from '../../domain/calendar/season'
import { refundCalendar, refundsOnline, settlementDueOn } from '../../domain/heatSettlement/afterSeason'
import type { SettlementRecord } from '../../domain/heatSettlement/settlement'
import type { Dweller } from './inventHouseholds'
import type { RehearsalVerbs } from './verbs'

/** A household with its published result. */
export interface Settled {
  dweller: Dweller
  settlement: SettlementRecord
}

/** What the days after a season are, by the rulebook or, where it says nothing, soon after the season. */
export function daysAfter({ rulebook, season }: Pick<RehearsalVerbs, 'rulebook' | 'season'>) {
  const calendar = refundCalendar(rulebook, season)
  const dueOn = settlementDueOn(rulebook, season) ?? addDays(heatedDates(rulebook, season).endsOn, 40)
  const publishOn = calendar?.publicity.from ?? addDays(dueOn, -5)
  return {
    calendar,
    readOn: addDays(publishOn, -10),
    settleOn: addDays(publishOn, -5),
    publishOn,
    applyOn: addDays(publishOn, 12),
    topUpBy: calendar?.topUpBy ?? addDays(publishOn, 40),
    payOutOn: calendar ? addDays(calendar.payoutBefore, -8) : addDays(publishOn, 30),
    carryOn: calendar?.mergedFrom,
  }
}

export type DaysAfter = ReturnType<typeof daysAfter>

/** Households with a published result that passes a test, in the order of the cast. */
export async function settledWhere(
  { ports, company, season, cast }: RehearsalVerbs,
  test: (settlement: SettlementRecord) => boolean,
): Promise<Settled[]> {
  const found: Settled[] = []
  for (const dweller of cast) {
    const household = await ports.database.read.households.byUserCode(company, dweller.userCode)
    const settlement = household && (await ports.database.read.settlements.of(household.id, season))
    if (settlement?.status === 'published' && test(settlement)) found.push({ dweller, settlement })
  }
  return found
}

/** Whether a household's refund is paid online. */
export const isOnline = ({ rulebook }: Pick<RehearsalVerbs, 'rulebook'>, { settlement }: Settled): boolean =>
  refundsOnline(rulebook, settlement.estate)
