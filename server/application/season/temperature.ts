import type { ApplicationView, TemperatureAnswer } from '../../../contract/applications'
import { isHeated, seasonOf } from '../../domain/calendar/season'
import { factsOf } from '../../domain/household/columns'
import type { Resident } from '../../domain/resident/resident'
import { holdsFor, outsideScope } from '../../domain/rulebook/inScope'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isKind } from '../../domain/serviceRequest/serviceRequest'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, recordAction } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { actsFor } from '../households/households'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { findOpenRequest, keepApplication, takeStep } from './serviceRequests'
import { monthMeans, viewsOf } from './views'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

const single = ([view]: ApplicationView[]): ApplicationView | Refusal<'not-found'> => view ?? refuse('not-found')

/** Rooms that stay cold: the household reports them, and confirms the mean of what was measured (domain.md TS7). */
export function createReportTemperature(ports: Ports) {
  const { database, clock, rulebooks } = ports
  const { read } = database
  return {
    async show(
      resident: Resident,
      householdId: string,
    ): Promise<TemperatureAnswer | Refusal<'bind-first' | 'not-found'>> {
      const own = await actsFor(read, rulebooks, resident, householdId)
      if (isRefusal(own)) return own
      const rule = own.rulebook.underTemperature
      const { rows } = await read.applications.list({ householdId, kinds: ['temperature-report'] }, 0, 50)
      return {
        offered: rule !== undefined && holdsFor(own.rulebook, rule.for, factsOf(own.household)),
        belowCelsius: rule?.belowCelsius ?? null,
        measurementsPerMonth: rule?.measurementsPerMonth ?? null,
        heated: isHeated(own.rulebook, clock.today()),
        applications: await viewsOf(read, rulebooks, rows, { resident }),
      }
    },

    /** Refused: `not-offered`, `not-heated` (outside the season as it is really heated), `already-suspended`, `moved-out`, `already-asked`. */
    report: (resident: Resident, householdId: string, { words }: { words: string }) =>
      allOrNothing(
        database,
        async (
          store,
        ): Promise<
          | ApplicationView
          | Refusal<
              | 'already-asked'
              | 'already-suspended'
              | 'bind-first'
              | 'moved-out'
              | 'not-found'
              | 'not-heated'
              | 'not-offered'
            >
        > => {
          const own = await actsFor(store, rulebooks, resident, householdId)
          if (isRefusal(own)) return own
          const { household, rulebook } = own
          if (!rulebook.underTemperature) {
            return refuse('not-offered', { reason: `${rulebook.name}没有公布室温不达标减费的规定` })
          }
          const whose = outsideScope(rulebook, rulebook.underTemperature.for, factsOf(household))
          if (whose !== undefined) {
            return refuse('not-offered', { reason: `${rulebook.name}室温不达标减费只办理${whose}` })
          }
          const { name: season, startsOn, endsOn } = seasonOf(rulebook, clock.today())
          if (!isHeated(rulebook, clock.today())) return refuse('not-heated', { from: startsOn, to: endsOn })
          if (household.service === 'suspended') return refuse('already-suspended')
          if (household.movedOutOn !== null) return refuse('moved-out', { agreedOn: household.movedOutOn })
          const liveKey = `temperature:${householdId}`
          const asked = { kind: 'temperature-report', household, resident, season, words, liveKey } as const
          const kept = await keepApplication(store, { ...asked, facts: { confirmed: null } }, ports)
          return isRefusal(kept) ? kept : single(await viewsOf(store, rulebooks, [kept], { resident }))
        },
      ),

    /**
     * The household agrees with a month's mean; that is the written ground for a reduction. Refused: `too-few-measurements`,
     * `warm-enough`, `mean-differs` (it was measured again since he looked), `wrong-status`, `already-reduced`.
     */
    confirm: (resident: Resident, id: string, seen: { month: string; meanCelsius: string }) =>
      allOrNothing(
        database,
        async (
          store,
        ): Promise<
          | ApplicationView
          | Refusal<
              | 'already-reduced'
              | 'bind-first'
              | 'mean-differs'
              | 'not-found'
              | 'too-few-measurements'
              | 'warm-enough'
              | 'wrong-status'
            >
        > => {
          const application = await store.applications.byId(id)
          if (!application || application.residentId !== resident.id) return refuse('not-found')
          if (!isKind(application, 'temperature-report')) return refuse('not-found')
          const own = await actsFor(store, rulebooks, resident, application.householdId)
          if (isRefusal(own)) return own
          if (application.status !== 'asked') return refuse('wrong-status', { state: application.status })
          const reductions = await store.seasonRecords.reductionsOf(application.householdId)
          if (reductions.some(({ month }) => month === seen.month))
            return refuse('already-reduced', { month: seen.month })
          const measured = await store.seasonRecords.measurementsOf([id])
          const mean = monthMeans(own.rulebook, application.askedOn, measured).find(({ month }) => month === seen.month)
          const needed = own.rulebook.underTemperature?.measurementsPerMonth ?? 0
          if (!mean || mean.meanCelsius === null) return refuse('too-few-measurements', { needed })
          if (Number(mean.meanCelsius) !== Number(seen.meanCelsius)) {
            return refuse('mean-differs', { meanCelsius: mean.meanCelsius })
          }
          if (mean.outcome !== 'ground') {
            const belowCelsius = own.rulebook.underTemperature?.belowCelsius ?? ''
            return refuse('warm-enough', { meanCelsius: mean.meanCelsius, belowCelsius })
          }
          const confirmed = { month: seen.month, meanCelsius: mean.meanCelsius }
          const now = await takeStep(
            store,
            application,
            {
              step: 'confirmed',
              byKind: 'resident',
              by: resident.id,
              note: null,
              to: { status: 'confirmed', facts: { confirmed } },
            },
            ports,
          )
          return single(await viewsOf(store, rulebooks, [now], { resident }))
        },
      ),
  }
}

/** What a thermometer in a room that somebody lives in can show, in °C; beyond it somebody mistyped. */
const COLDEST = -30

const HOTTEST = 40

export interface Visit {
  on: string
  /** Which room, so that each is measured once a day. */
  room: string
  celsius: string
  note: string | null
}

/**
 * Writes a measurement of a visit down (domain.md TS7). Refused: `date-out-of-range` (before the report, or tomorrow),
 * `absurd-temperature`, `measured-already`, `wrong-status` once the household has confirmed a mean.
 */
export function createMeasureTemperature(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, ids, rulebooks } = ports
  return (clerk: Clerk, id: string, { on, room, celsius, note }: Visit) =>
    allOrNothing(
      database,
      async (
        store,
      ): Promise<
        | ApplicationView
        | Refusal<'absurd-temperature' | 'date-out-of-range' | 'measured-already' | 'not-found' | 'wrong-status'>
      > => {
        const found = await findOpenRequest(store, rulebooks, clerk, id, 'temperature-report')
        if (isRefusal(found)) return found
        const { application } = found
        if (application.status !== 'asked') return refuse('wrong-status', { state: application.status })
        if (on < application.askedOn || on > clock.today()) {
          return refuse('date-out-of-range', { from: application.askedOn, to: clock.today() })
        }
        if (!(Number(celsius) >= COLDEST && Number(celsius) <= HOTTEST)) {
          return refuse('absurd-temperature', { from: COLDEST, to: HOTTEST })
        }
        const { company } = application
        const kept = await store.seasonRecords.insertMeasurement({
          id: ids.next(),
          company,
          applicationId: id,
          on,
          room,
          celsius,
          by: clerk.loginName,
          recordedAt: clock.now(),
        })
        if (kept === 'duplicate') return refuse('measured-already', { on, room })
        const now = await takeStep(
          store,
          application,
          { step: 'measured', byKind: 'staff', by: clerk.loginName, note, on },
          ports,
        )
        const detail = { on, celsius }
        await recordAction(
          store,
          { company, by: clerk.loginName, deed: 'measure-temperature', subject: id, detail },
          ports,
        )
        const [view] = await viewsOf(store, rulebooks, [now], { staff: true })
        return view ?? refuse('not-found')
      },
    )
}
