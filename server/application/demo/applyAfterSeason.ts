import { inYear, yearOf } from '../../domain/calendar/civilDate'
import { seasonDates } from '../../domain/calendar/season'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { createObjectToSettlement } from '../afterSeason/objectToSettlement'
import { createRefundDesk } from '../afterSeason/refundDesk'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal } from '../refusal'
import type { DemoApplication } from './applicationRows'
import { DEMO_CLERK, demoPerson, onDay } from './demoPerson'

/**
 * Tells what households did about the result of a season that has ended, each on its day, as far as that day has come: an
 * objection, and a refund whose card the desk finds closed, so that the household may apply again. Done before what nobody
 * acted on is merged into the next season (BZ4).
 */
export function createApplyAfterSeason(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, rulebooks } = ports
  const { read } = database

  return async function applyAfterSeason(
    company: string,
    season: string,
    applications: readonly DemoApplication[],
  ): Promise<void> {
    const rulebook = rulebooks.get(company)
    if (!rulebook) return
    const year = yearOf(seasonDates(rulebook, season).endsOn)
    for (const { userCode, kind, words, value, on: day } of applications) {
      const on = inYear(year, day)
      const household = await read.households.byUserCode(company, userCode)
      const settlement = household && (await read.settlements.of(household.id, season))
      if (!settlement || on > clock.today()) continue
      const then = { ...ports, clock: onDay(on) }
      if (kind === 'objection') {
        const resident = await demoPerson(household, then)
        await createObjectToSettlement(then)(resident, { householdId: household.id, season, words })
      }
      if (kind === 'refund' && (await read.refundApplications.ofSettlements([settlement.id])).length === 0) {
        const { owner, identityNumber, bankCard, phone } = household
        // Nobody asks a bank about an invented card.
        const desk = createRefundDesk({ ...then, checkBankCard: async () => null })
        const taken = await desk.takeIn(DEMO_CLERK, {
          ...{ company, userCode, season, owner, paper: '演示材料' },
          identityNumber: identityNumber ?? '',
          bankCard: bankCard ?? '',
          phone: phone ?? '',
        })
        if (!isRefusal(taken)) await desk.refuse(DEMO_CLERK, taken.id, value)
      }
    }
  }
}
