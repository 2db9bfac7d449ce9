import type { ApplicationView } from '../../../contract/applications'
import { seasonBefore, seasonOf } from '../../domain/calendar/season'
import {
  extensionOf,
  type GasReading,
  type GasReportWindow,
  gasReportDays,
  judgeGasReport,
  LARGEST_PHOTO_BYTES,
  MAX_CUBIC_METRES,
  type PhotoType,
  photoTypeOf,
} from '../../domain/gasReport/gasReport'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { isKind, type ServiceRequest } from '../../domain/serviceRequest/serviceRequest'
import { worksFor } from '../../domain/staff/staff'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, recordAction } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { actsFor, type OwnHousehold } from '../households/households'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids, Photos } from '../ports/system'
import { findOpenRequest, keepApplication, takeStep } from './serviceRequests'
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
  store: Pick<Store, 'applications'>,
  householdId: string,
  season: string,
): Promise<ServiceRequest<'gas-report'>[]> {
  const { rows } = await store.applications.list({ householdId, kinds: ['gas-report'] }, 0, 50)
  return rows.flatMap((row) =>
    isKind(row, 'gas-report') && row.season === season && (row.status === 'asked' || row.status === 'accepted')
      ? [row]
      : [],
  )
}

/** Those of a season's reports that staff accepted, as readings. */
export function acceptedReadings(reports: readonly ServiceRequest<'gas-report'>[]): GasReading[] {
  return reports
    .filter(({ status }) => status === 'accepted')
    .map(({ facts: { window, cubicMetres } }) => ({ window, cubicMetres }))
}

/** Refuses a household that does not heat with gas itself, or whose company takes no reports. */
export function gasHomeOf({ household, rulebook }: OwnHousehold): 'gas-home' | Refusal<'no-gas-home' | 'not-offered'> {
  const rules = rulebook.gasReports
  if (!rules) return refuse('not-offered', { reason: `${rulebook.name}没有自采暖补贴申报` })
  const { heatSource } = household
  return heatSource !== null && rules.heatSources.includes(heatSource) ? 'gas-home' : refuse('no-gas-home')
}

/** The season and its reports for a window that is open today; else `outside-window` with the windows to come. */
function windowNow(rulebook: Rulebook, today: string): { season: string } | Refusal<'outside-window'> {
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

  async function judged(store: Pick<Store, 'applications'>, own: OwnHousehold, report: GasReport) {
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
        return refuse('absurd-reading', { used: judgement.usedCubicMetres, most: MAX_CUBIC_METRES })
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
  ): Promise<
    | ApplicationView
    | Refusal<
        | 'absurd-reading'
        | 'bad-photo'
        | 'below-earlier'
        | 'bind-first'
        | 'meter-of-another'
        | 'no-gas-home'
        | 'not-found'
        | 'not-offered'
        | 'other-meter'
        | 'outside-window'
        | 'reported-twice'
      >
  > {
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
      const outcome = await allOrNothing(
        database,
        async (
          store,
        ): Promise<
          | ApplicationView
          | Refusal<
              | 'absurd-reading'
              | 'below-earlier'
              | 'meter-of-another'
              | 'no-gas-home'
              | 'not-found'
              | 'not-offered'
              | 'other-meter'
              | 'outside-window'
              | 'reported-twice'
            >
        > => {
          const { company } = own.household
          const household = await store.households.byId(householdId)
          // Two reports of one household at once wait for each other here (M2).
          if (!household || !(await store.households.touch(household)))
            throw new ConcurrencyConflict(`household ${householdId}`)
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
        },
      )
      taken = !isRefusal(outcome)
      return outcome
    } finally {
      if (!taken) await photos.drop(photo.name)
    }
  }
}

/** A clerk compares a reported reading with its photo (BJ8). Refusing is refuseApplication's: the home may then report again. */
export function createReviewGas(ports: Ports) {
  const { database, rulebooks, photos } = ports
  return {
    accept: (clerk: Clerk, id: string, { note }: { note: string | null }) =>
      allOrNothing(database, async (store): Promise<ApplicationView | Refusal<'not-found' | 'wrong-status'>> => {
        const found = await findOpenRequest(store, rulebooks, clerk, id, 'gas-report')
        if (isRefusal(found)) return found
        const accepted = await takeStep(
          store,
          found.application,
          { step: 'accepted', byKind: 'staff', by: clerk.loginName, note, to: { status: 'accepted' } },
          ports,
        )
        const { company, kind } = accepted
        const detail = { kind, accepted: true }
        await recordAction(
          store,
          { company, by: clerk.loginName, deed: 'decide-application', subject: id, detail },
          ports,
        )
        const [view] = await viewsOf(store, rulebooks, [accepted], { staff: true })
        return view ?? refuse('not-found')
      }),

    /** The photo of a report, for staff of its company only. */
    async photo(clerk: Clerk, id: string): Promise<{ type: PhotoType; bytes: Buffer } | Refusal<'not-found'>> {
      const report = await database.read.applications.byId(id)
      if (!report || !worksFor(clerk, report.company) || !isKind(report, 'gas-report')) return refuse('not-found')
      const { name, type } = report.facts.photo
      const bytes = await photos.read(name)
      return bytes ? { type, bytes } : refuse('not-found')
    },
  }
}
