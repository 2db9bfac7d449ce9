import { addDays, firstOnOrAfter, inYear, lastOnOrBefore, yearOf } from '../../domain/calendar/civilDate'
import { seasonBefore, seasonOf } from '../../domain/calendar/season'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Photos } from '../photoPort'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal } from '../refusal'
import { createAskService } from '../season/askService'
import { createAskConsent } from '../season/consent'
import { createDecideService } from '../season/decideService'
import { createReportGas } from '../season/gasReports'
import { createMeasureTemperature } from '../season/measureTemperature'
import { createReportTemperature } from '../season/temperature'
import type { DemoApplication } from './applicationRows'
import { DEMO_CLERK, demoPerson, onDay } from './demoPerson'
import { claimPayment } from './wrongHome'

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
const leftToStaff = (rulebooks: Rulebooks): Rulebooks => ({
  all: () => rulebooks.all(),
  get(company) {
    const rulebook = rulebooks.get(company)
    if (!rulebook?.instalments) return rulebook
    return { ...rulebook, instalments: { ...rulebook.instalments, consent: 'staff' } }
  },
})
