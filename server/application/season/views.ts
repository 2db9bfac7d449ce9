import type { ApplicationView } from '../../../contract/applications'
import { coldRooms } from '../../domain/billing/underTemperature'
import type { Household } from '../../domain/household/household'
import { hasProved, type Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { TemperatureMeasurement, TemperatureReduction } from '../../domain/serviceRequest/records'
import {
  isKind,
  isOpen,
  type ServiceRequest,
  type ServiceRequestStep,
} from '../../domain/serviceRequest/serviceRequest'
import { identityShown } from '../households/householdAccount'
import type { Store } from '../ports/database'

/** Who looks: a resident sees owner and address as his binding allows, staff see them whole. */
export type Viewer = { resident: Resident } | { staff: true }

/** Applications as people see them, in the order given. */
export async function viewsOf(
  store: Pick<Store, 'applications' | 'bindings' | 'gasSubsidies' | 'households' | 'seasonRecords'>,
  rulebooks: Rulebooks,
  applications: readonly ServiceRequest[],
  viewer: Viewer,
): Promise<ApplicationView[]> {
  const ids = applications.map(({ id }) => id)
  const [steps, measurements] = [await store.applications.stepsOf(ids), await store.seasonRecords.measurementsOf(ids)]
  const seen = await householdsOf(store, applications, viewer)
  const views: ApplicationView[] = []
  for (const application of applications) {
    const found = seen.get(application.householdId)
    const rulebook = rulebooks.get(application.company)
    if (!found || !rulebook) continue
    const own = steps.filter(({ applicationId }) => applicationId === application.id)
    const measured = measurements.filter(({ applicationId }) => applicationId === application.id)
    const reductions = isKind(application, 'temperature-report')
      ? await store.seasonRecords.reductionsOf(application.householdId)
      : []
    views.push({
      id: application.id,
      kind: application.kind,
      household: {
        id: found.household.id,
        userCode: found.household.userCode,
        ...identityShown(found, found.verified),
      },
      season: application.season,
      status: application.status,
      askedOn: application.askedOn,
      words: found.verified ? application.words : null,
      mayWithdraw: isOpen(application),
      steps: own.map(stepView),
      ...kindView(rulebook, application, measured, reductions, await subsidyOf(store, application)),
    })
  }
  return views
}

async function householdsOf(
  store: Pick<Store, 'bindings' | 'households'>,
  applications: readonly ServiceRequest[],
  viewer: Viewer,
) {
  const ids = [...new Set(applications.map(({ householdId }) => householdId))]
  const seen = new Map<string, { household: Household; verified: boolean }>()
  for (const household of await store.households.byIds(ids)) {
    const binding = 'resident' in viewer ? await store.bindings.find(viewer.resident.id, household.id) : undefined
    const verified = 'staff' in viewer || hasProved(binding)
    seen.set(household.id, { household, verified })
  }
  return seen
}

type GasView = NonNullable<ApplicationView['gas']>

/** What was granted on a report after the season; it goes with that report only. */
async function subsidyOf(store: Pick<Store, 'gasSubsidies'>, application: ServiceRequest): Promise<GasView['subsidy']> {
  if (!isKind(application, 'gas-report') || application.facts.window !== 'after') return null
  const granted = await store.gasSubsidies.of(application.householdId, application.season)
  if (!granted || granted.applicationId !== application.id) return null
  const { cubicMetres, rate, amountFen, on } = granted
  const collection = await store.gasSubsidies.collectionOf(granted.id)
  return { cubicMetres, rate, amountFen, grantedOn: on, collectedOn: collection?.on ?? null }
}

const stepView = ({ step, on, at, byKind, note }: ServiceRequestStep): ApplicationView['steps'][number] => ({
  step,
  on,
  at,
  by: byKind,
  note,
})

function kindView(
  rulebook: Rulebook,
  application: ServiceRequest,
  measured: readonly TemperatureMeasurement[],
  reductions: readonly TemperatureReduction[],
  subsidy: GasView['subsidy'],
): Pick<ApplicationView, 'service' | 'temperature' | 'gas'> {
  const none = { service: null, temperature: null, gas: null }
  if (isKind(application, 'suspension', 'resumption')) {
    const { work, inspected, charged } = application.facts
    return { ...none, service: { work, inspected, charged } }
  }
  if (isKind(application, 'gas-report')) {
    const { window, cubicMetres, meterNumber } = application.facts
    return { ...none, gas: { window, cubicMetres, meterNumber, subsidy } }
  }
  if (!isKind(application, 'temperature-report')) return none
  const reduction = reductions.find(({ applicationId }) => applicationId === application.id)
  return {
    ...none,
    temperature: {
      months: monthMeans(rulebook, application.askedOn, measured),
      confirmedMonth: application.facts.confirmed?.month ?? null,
      reduction: reduction ? { month: reduction.month, amountFen: reduction.amountFen } : null,
    },
  }
}

/** The measurements month by month, with the mean where there are enough (TS7). */
export function monthMeans(
  rulebook: Rulebook,
  reportedOn: string,
  measured: readonly TemperatureMeasurement[],
): NonNullable<ApplicationView['temperature']>['months'] {
  const months = [...new Set(measured.map(({ on }) => on.slice(0, 7)))].sort()
  return months.map((month) => {
    const measurements = measured
      .filter(({ on }) => on.startsWith(month))
      .map(({ on, room, celsius }) => ({ on, room, celsius }))
    const judged = coldRooms(rulebook, month, reportedOn, measurements)
    return judged.outcome === 'ground' || judged.outcome === 'warm-enough'
      ? { month, measurements, outcome: judged.outcome, meanCelsius: judged.meanCelsius }
      : { month, measurements, outcome: 'too-few', meanCelsius: null }
  })
}
