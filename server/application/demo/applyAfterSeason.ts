import { inYear, yearOf } from '../../domain/calendar/civilDate'
import { seasonDates } from '../../domain/calendar/season'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { refundCalendar } from '../../domain/settlement/afterSeason'
import { createObjectToSettlement } from '../afterSeason/objectToSettlement'
import { createRefundDesk } from '../afterSeason/refundDesk'
import type { PayoutLayout } from '../bankPort'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal } from '../refusal'
import type { DemoApplication } from './applicationRows'
import { DEMO_CLERK, demoPerson, onDay } from './demoPerson'
import { payRefundsOut } from './payRefundOut'

const REFUNDS = ['refund', 'refund-checked', 'refund-in-batch'] as const
const KNOWN_CARD = { outcome: 'confirmed', bankName: '合作银行', routeNo: null, sameBank: true } as const

/**
 * Tells what households did about the result of a season that has ended, each on its day, as far as that day has come: an
 * objection, a refund whose card the desk finds closed, so that the household may apply again, one that waits for a batch,
 * and one that the bank is paying. Done before what nobody acted on is merged into the next season (BZ4).
 */
export function createApplyAfterSeason(ports: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  layout: PayoutLayout
}) {
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
    const toPay: string[] = []
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
      const refund = REFUNDS.find((one) => one === kind)
      if (refund && (await read.refundApplications.ofSettlements([settlement.id])).length === 0) {
        const { owner, identityNumber, bankCard, phone } = household
        // Nobody asks a bank about an invented card.
        const desk = createRefundDesk({ ...then, checkBankCard: async () => null })
        const taken = await desk.takeIn(DEMO_CLERK, {
          ...{ company, userCode, season, owner, paper: '演示材料' },
          identityNumber: identityNumber ?? '',
          bankCard: bankCard ?? '',
          phone: phone ?? '',
        })
        if (isRefusal(taken)) continue
        if (refund === 'refund') await desk.refuse(DEMO_CLERK, taken.id, value)
        else await desk.recordCheck(DEMO_CLERK, taken.id, KNOWN_CARD)
        if (refund === 'refund-in-batch') toPay.push(taken.id)
      }
    }
    const payoutBefore = refundCalendar(rulebook, season)?.payoutBefore
    if (payoutBefore !== undefined) await payRefundsOut(ports, { company, season, payoutBefore }, toPay)
  }
}
