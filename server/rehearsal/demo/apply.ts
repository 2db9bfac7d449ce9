import { approve } from '../../application/approvals/approvals'
import { executors } from '../../application/approvedActions/executors'
import { allOrNothing } from '../../application/common/allOrNothing'
import { isRefusal } from '../../application/common/refusal'
import { createObjectToSettlement } from '../../application/heatSettlement/objections'
import { createProposePayout } from '../../application/heatSettlement/payoutBatch'
import { createRefundDesk } from '../../application/heatSettlement/refundDesk'
import type { PayoutLayout } from '../../application/ports/banks'
import type { Database } from '../../application/ports/database'
import type { Clock, Ids, Photos } from '../../application/ports/system'
import { createAskService } from '../../application/season/askService'
import { createAskConsent } from '../../application/season/consent'
import { createDecideService } from '../../application/season/decideService'
import { createReportGas } from '../../application/season/gasReports'
import { createMeasureTemperature, createReportTemperature } from '../../application/season/temperature'
import {
  addDays,
  type CivilDate,
  firstOnOrAfter,
  inYear,
  lastOnOrBefore,
  yearOf,
} from '../../domain/calendar/civilDate'
import { seasonBefore, seasonDates, seasonOf } from '../../domain/calendar/season'
import { refundCalendar } from '../../domain/heatSettlement/afterSeason'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { mapRulebooks } from '../../domain/rulebook/versions'
import { claimPayment, DEMO_CHECKER, DEMO_CLERK, type DemoApplication, demoPerson, onDay } from './demoPerson'

export interface DemoPorts {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  photos: Photos
}

/**
 * Tells what residents applied for in the season that is running or next, each on its day, as far as that day has come: a
 * newcomer finds something of every kind to decide on. What was told before is refused by the rules themselves, and stays.
 */
export function createApplyInSeason(ports: DemoPorts & { gasMeter: () => Promise<Buffer> }) {
  const { database, clock, rulebooks, gasMeter } = ports

  return async function applyInSeason(company: string, applications: readonly DemoApplication[]): Promise<void> {
    const rulebook = rulebooks.get(company)
    if (!rulebook) return
    const { name: season, startsOn } = seasonOf(rulebook, clock.today())
    for (const application of applications) {
      const { userCode, kind, words, value } = application
      const household = await database.read.households.byUserCode(company, userCode)
      // Before the season's first day, or in it: Oct 12 and Nov 16 lie around it, in either case nearest to it.
      const near = inYear(yearOf(startsOn), application.on)
      const on = near < addDays(startsOn, -180) ? firstOnOrAfter(startsOn, application.on) : near
      if (!household || on > clock.today() || on < lastOnOrBefore(startsOn, '07-01')) continue
      const then = { ...ports, clock: onDay(on) }
      if (kind === 'claim') {
        await claimPayment(ports, company, seasonBefore(season), application, on)
        continue
      }
      const resident = await demoPerson(household, then)
      if (kind === 'suspension' || kind === 'resumption') {
        const asked = await createAskService(then).ask(resident, household.id, kind, { words, acceptCharged: false })
        const visited = { on: addDays(on, 3), passed: true, note: null }
        if (isRefusal(asked) || value === '' || visited.on > clock.today()) continue
        await createDecideService({ ...ports, clock: onDay(visited.on) }).inspect(DEMO_CLERK, asked.id, visited)
      }
      if (kind === 'instalment-consent') {
        await createAskConsent({ ...then, rulebooks: leftToStaff(rulebooks) }).ask(resident, household.id, { words })
      }
      if (kind === 'gas-report') {
        const meterNumber = `DEMO-${userCode.slice(-4)}`
        await createReportGas(then)(resident, household.id, {
          cubicMetres: value,
          meterNumber,
          photo: await gasMeter(),
        })
      }
      if (kind === 'temperature-report') {
        const reported = await createReportTemperature(then).report(resident, household.id, { words })
        if (isRefusal(reported)) continue
        for (const [index, celsius] of value.split(';').entries()) {
          const visit = addDays(on, index + 1)
          if (visit > clock.today()) break
          const measure = createMeasureTemperature({ ...ports, clock: onDay(visit) })
          await measure(DEMO_CLERK, reported.id, { on: visit, room: '北卧室', celsius, note: null })
        }
      }
    }
  }
}

/**
 * Rulebooks as they were when staff still decided who pays in parts (LZ2). The five of today consent by themselves, so that
 * nobody can ask any more; who asked then is still waiting.
 */
const leftToStaff = (rulebooks: Rulebooks): Rulebooks =>
  mapRulebooks(rulebooks, (rulebook) =>
    rulebook.instalments ? { ...rulebook, instalments: { ...rulebook.instalments, consent: 'staff' } } : rulebook,
  )

/** A week before the rulebook's day, two of the staff put refunds into a batch for the bank. */
const DAYS_BEFORE = 7

/**
 * Tells that these checked refund applications of a season went into a payout batch, if that day has come; `payoutBefore` is
 * the rulebook's. The job that hands the file in is left to the server.
 */
export async function payRefundsOut(
  ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; layout: PayoutLayout },
  { company, season, payoutBefore }: { company: string; season: string; payoutBefore: CivilDate },
  applications: readonly string[],
): Promise<void> {
  const on = addDays(payoutBefore, -DAYS_BEFORE)
  if (applications.length === 0 || on > ports.clock.today()) return
  const then = { ...ports, clock: onDay(on), executors }
  const proposed = await createProposePayout(then)(company, DEMO_CLERK, season, { applications })
  if (isRefusal(proposed)) return
  const { id, payloadHash } = proposed
  await allOrNothing(ports.database, (store) => approve(store, id, { checker: DEMO_CHECKER, payloadHash }, then))
}

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
