import type { ApplicationView } from '../../../contract/applications'
import { isKind, type ResidentApplication } from '../../domain/applying/application'
import { seasonBefore, seasonOf } from '../../domain/calendar/season'
import {
  type GasReading,
  type GasReportWindow,
  gasReportDays,
  judgeGasReport,
  MOST_CUBIC_METRES,
} from '../../domain/gasReport/gasReport'
import { extensionOf, LARGEST_PHOTO_BYTES, photoTypeOf } from '../../domain/gasReport/photo'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../allOrNothing'
import type { Photos } from '../photoPort'
import { type Clock, type Database, type Ids, Outrun, type Store } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { actsFor, type OwnHousehold } from './actsFor'
import { keepApplication } from './applications'
import { viewsOf } from './views'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; photos: Photos }

export interface GasReport {
  cubicMetres: string
  meterNumber: string
  photo: Buffer
}

export const GAS_WINDOWS: readonly GasReportWindow[] = ['before', 'after']

/** A household's reports of a season that count: refused and withdrawn ones do not. */
export async function gasReportsOf(
  store: Store,
  householdId: string,
  season: string,
): Promise<ResidentApplication<'gas-report'>[]> {
  const { rows } = await store.applications.list({ householdId, kinds: ['gas-report'] }, 0, 50)
  return rows.flatMap((row) =>
    isKind(row, 'gas-report') && row.season === season && (row.status === 'asked' || row.status === 'accepted')
      ? [row]
      : [],
  )
}

/** Those of a season's reports that staff accepted, as readings. */
export function acceptedReadings(reports: readonly ResidentApplication<'gas-report'>[]): GasReading[] {
  return reports
    .filter(({ status }) => status === 'accepted')
    .map(({ facts: { window, cubicMetres } }) => ({ window, cubicMetres }))
}

/** Refuses a household that does not heat with gas itself, or whose company takes no reports. */
export function gasHomeOf({ household, rulebook }: OwnHousehold): 'gas-home' | Refusal {
  const rules = rulebook.gasReports
  if (!rules) return refuse('not-offered', { reason: `${rulebook.name}没有自采暖补贴申报` })
  const { heatSource } = household
  return heatSource !== null && rules.heatSources.includes(heatSource) ? 'gas-home' : refuse('no-gas-home')
}

/** The season and its reports for a window that is open today; else `outside-window` with the windows to come. */
function windowNow(rulebook: Rulebook, today: string): { season: string } | Refusal {
  const coming = seasonOf(rulebook, today).name
  const seasons = [seasonBefore(coming), coming]
  const days = seasons.flatMap((season) =>
    GAS_WINDOWS.map((window) => ({ season, ...gasReportDays(rulebook, season, window) })),
  )
  const open = days.find(({ from, to }) => from !== undefined && to !== undefined && from <= today && today <= to)
  if (open) return { season: open.season }
  const dates = days.filter(({ from }) => from !== undefined && from > today)
  return refuse('outside-window', { dates: dates.map(({ from, to }) => `${from} 至 ${to}`).join('、') })
}

/**
 * A gas-heated home reports its meter with a photo (domain.md BJ8). Refused: `not-offered`, `no-gas-home`, `outside-window`,
 * `reported-twice`, `below-earlier`, `absurd-reading`, `other-meter`, `meter-of-another`, `bad-photo`, `bind-first`. The photo of a report that
 * was not taken is thrown away.
 */
export function createReportGas(ports: Ports) {
  const { database, clock, ids, rulebooks, photos } = ports

  async function judged(store: Store, own: OwnHousehold, report: GasReport) {
    const gasHome = gasHomeOf(own)
    if (gasHome !== 'gas-home') return gasHome
    const now = windowNow(own.rulebook, clock.today())
    if (isRefusal(now)) return now
    const reports = await gasReportsOf(store, own.household.id, now.season)
    const readings = reports.map(({ facts: { window, cubicMetres } }) => ({ window, cubicMetres }))
    const { cubicMetres } = report
    const judgement = judgeGasReport(own.rulebook, now.season, { on: clock.today(), cubicMetres }, readings)
    switch (judgement.outcome) {
      case 'twice':
        return refuse('reported-twice')
      case 'below-earlier':
        return refuse('below-earlier', { earlierCubicMetres: judgement.earlierCubicMetres })
      case 'absurd':
        return refuse('absurd-reading', { used: judgement.usedCubicMetres, most: MOST_CUBIC_METRES })
      case 'fits':
        break
      default:
        return refuse('outside-window', { dates: '' })
    }
    const other = reports.find(({ facts }) => facts.meterNumber !== report.meterNumber)
    if (other) return refuse('other-meter')
    return { season: now.season, window: judgement.window }
  }

  return async function reportGas(
    resident: Resident,
    householdId: string,
    report: GasReport,
  ): Promise<ApplicationView | Refusal> {
    const type = photoTypeOf(report.photo)
    if (!type || report.photo.length > LARGEST_PHOTO_BYTES) return refuse('bad-photo')
    const own = await actsFor(database.read, rulebooks, resident, householdId)
    if (isRefusal(own)) return own
    const first = await judged(database.read, own, report)
    if (isRefusal(first)) return first

    const photo = { name: `${ids.next()}.${extensionOf(type)}`, type, bytes: report.photo.length }
    await photos.keep(photo.name, report.photo)
    let taken = false
    try {
      const outcome = await allOrNothing(database, async (store): Promise<ApplicationView | Refusal> => {
        const { company } = own.household
        const household = await store.households.byId(householdId)
        // Two reports of one household at once wait for each other here (M2).
        if (!household || !(await store.households.touch(household))) throw new Outrun(`household ${householdId}`)
        const again = await judged(store, { ...own, household }, report)
        if (isRefusal(again)) return again
        const { season, window } = again
        const { cubicMetres, meterNumber } = report
        const kept = await keepApplication(
          store,
          {
            kind: 'gas-report',
            household,
            resident,
            season,
            facts: { window, cubicMetres, meterNumber, photo },
            words: null,
            liveKey: `gas:${company}:${season}:${window}:${meterNumber}`,
          },
          ports,
        )
        if (isRefusal(kept)) return refuse('meter-of-another')
        const [view] = await viewsOf(store, rulebooks, [kept], { resident })
        return view ?? refuse('not-found')
      })
      taken = !isRefusal(outcome)
      return outcome
    } finally {
      if (!taken) await photos.drop(photo.name)
    }
  }
}
