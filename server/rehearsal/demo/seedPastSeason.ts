import { isSeasonBill } from '../../application/bills/changeBill'
import { createOpenSeasonBills } from '../../application/bills/openSeasonBills'
import { applyToHousehold } from '../../application/booking/applyPayment'
import { lockDays } from '../../application/closing/closing'
import { isRefusal } from '../../application/common/refusal'
import { createImportReadings } from '../../application/heatSettlement/importReadings'
import { createPublishSettlements } from '../../application/heatSettlement/publishSettlements'
import { createSettleSeason } from '../../application/heatSettlement/settleSeason'
import type { Database } from '../../application/ports/database'
import type { Clock, Ids, Table } from '../../application/ports/system'
import { addDays, type CivilDate } from '../../domain/calendar/civilDate'
import { heatedDates, seasonBefore, seasonDates, seasonOf } from '../../domain/calendar/season'
import { refundCalendar } from '../../domain/heatSettlement/afterSeason'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { onDay } from './demoPerson'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

/** When results of a season are made public: the rulebook's first day for it, else some weeks after the heat went off. */
function publishedOn(rulebook: Rulebook, season: string): CivilDate {
  return refundCalendar(rulebook, season)?.publicity.from ?? addDays(heatedDates(rulebook, season).endsOn, 45)
}

/** The season that is over and whose results would be public on a day; null before that day. */
export function pastSeasonToTell(rulebook: Rulebook, today: CivilDate): string | null {
  const season = seasonBefore(seasonOf(rulebook, today).name)
  return publishedOn(rulebook, season) <= today ? season : null
}

/**
 * Tells the season before for some metered demo households, on the days on which it would have happened: the bill, the
 * prepayment at a bank's counter, the readings, the settlement and its publication. So a visitor finds results to look at: a
 * refund and a top-up of which the calendar has run out and been merged, one that is still owed, a broken meter. While the
 * rulebook's days for refunds and objections last, they can be tried out. Gives the number of bills that it opened.
 */
export function createSeedPastSeason(ports: Ports) {
  const { database, clock, rulebooks } = ports

  return async function seedPastSeason(
    company: string,
    userCodes: ReadonlySet<string>,
    readings: Table,
    actor: string,
  ): Promise<{ bills: number }> {
    const rulebook = rulebooks.get(company)
    if (!rulebook || userCodes.size === 0) return { bills: 0 }
    const season = pastSeasonToTell(rulebook, clock.today())
    if (season === null) return { bills: 0 }
    const { startsOn } = seasonDates(rulebook, season)
    const [opening, paying, publishing] = [
      addDays(startsOn, -30),
      addDays(startsOn, -20),
      publishedOn(rulebook, season),
    ]
    const households = await database.read.households.byUserCodes(company, [...userCodes])
    const told = await database.read.settlements.ofHouseholds(households.map(({ id }) => id))
    if (told.some((settlement) => settlement.season === season)) return { bills: 0 }

    const opened = await createOpenSeasonBills({ ...ports, clock: onDay(opening) })({
      company,
      season,
      actor,
      userCodes,
    })
    for (const { id, userCode } of households) {
      const bill = (await database.read.bills.byHousehold(id)).find(isSeasonBill(season))
      const amountFen = bill ? bill.billedFen - bill.reversedFen - bill.appliedFen : 0
      if (amountFen <= 0) continue
      const money = {
        company,
        source: 'bank:partner' as const,
        transactionId: `DEMO${season.slice(0, 4)}${userCode}`,
        orderNo: null,
        householdId: id,
        amountFen,
        paidAt: onDay(paying).now(),
        paidOn: paying,
      }
      await database.transaction((store) => applyToHousehold(store, money, { ...ports, clock: onDay(paying) }))
    }
    const then = { ...ports, clock: onDay(publishing) }
    const read = await createImportReadings(then)({ company, season, table: readings, actor, fileName: 'readings.csv' })
    if (isRefusal(read) || read.outcome === 'wrong') throw new Error(`demo readings: ${JSON.stringify(read)}`)
    await createSettleSeason(then)({ company, season, actor })
    await createPublishSettlements(then)({ company, season, actor })
    // Files of those days exist nowhere: open, they would keep every later day from being closed.
    await database.transaction(async (store) => {
      const closedUntil = await store.closings.take(company)
      if (closedUntil < publishing) await lockDays(store, { company, closedUntil, date: publishing, by: actor }, ports)
    })
    return { bills: opened.outcome === 'opened' ? opened.opened : 0 }
  }
}
