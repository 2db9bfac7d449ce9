import type { Household } from '../../domain/household/household'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import {
  isKind,
  isOpen,
  type ServiceRequest,
  type ServiceRequestFacts,
  type ServiceRequestKind,
  type ServiceRequestStep,
  type ServiceRequestStepName,
} from '../../domain/serviceRequest/serviceRequest'
import { worksFor } from '../../domain/staff/staff'
import type { Clerk } from '../common/clerk'
import { type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

type Ports = { clock: Clock; ids: Ids }

export interface Asked<K extends ServiceRequestKind> {
  kind: K
  household: Household
  resident: Resident
  season: string
  facts: ServiceRequestFacts[K]
  words: string | null
  /** Names what may not be asked for a second time while this one is alive. */
  liveKey: string
}

/** Keeps an application with its first step, in the caller's transaction; `already-asked` while another is alive. */
export async function keepApplication<K extends ServiceRequestKind>(
  store: Pick<Store, 'applications'>,
  { kind, household, resident, season, facts, words, liveKey }: Asked<K>,
  { clock, ids }: Ports,
): Promise<ServiceRequest | Refusal<'already-asked'>> {
  const application: ServiceRequest = {
    id: ids.next(),
    company: household.company,
    kind,
    householdId: household.id,
    residentId: resident.id,
    season,
    status: 'asked',
    facts,
    words,
    liveKey,
    askedOn: clock.today(),
    askedAt: clock.now(),
    version: 1,
  }
  if ((await store.applications.insert(application)) === 'duplicate') return refuse('already-asked')
  await keepStep(store, application, { step: 'asked', byKind: 'resident', by: resident.id, note: null }, { clock, ids })
  return application
}

export interface NextStep {
  step: ServiceRequestStepName
  byKind: ServiceRequestStep['byKind']
  by: string
  note: string | null
  /** The civil day on which it was done; today unless a visit is written down later. */
  on?: string
  /** What changes in the application by it. */
  to?: Partial<Pick<ServiceRequest, 'status' | 'facts' | 'liveKey'>>
}

/** Takes the next step in an application's life, in the caller's transaction. Throws ConcurrencyConflict when another was faster (M2). */
export async function takeStep(
  store: Pick<Store, 'applications'>,
  seen: ServiceRequest,
  next: NextStep,
  ports: Ports,
): Promise<ServiceRequest> {
  if (!(await store.applications.change(seen, next.to ?? {}))) throw new ConcurrencyConflict(`application ${seen.id}`)
  const changed = { ...seen, ...next.to, version: seen.version + 1 }
  await keepStep(store, changed, next, ports)
  return changed
}

async function keepStep(
  store: Pick<Store, 'applications'>,
  { id, company, version }: ServiceRequest,
  { step, byKind, by, note, on }: NextStep,
  { clock, ids }: Ports,
): Promise<void> {
  const kept = await store.applications.insertStep({
    id: ids.next(),
    company,
    applicationId: id,
    sequence: version,
    step,
    on: on ?? clock.today(),
    at: clock.now(),
    byKind,
    by,
    note,
  })
  if (kept === 'duplicate') throw new ConcurrencyConflict(`application ${id}`)
}

/** An application that a clerk may decide on, with whom it is about. */
export interface OpenRequest<K extends ServiceRequestKind> {
  application: ServiceRequest<K>
  household: Household
  rulebook: Rulebook
}

/** Finds an application of one of the kinds that still waits for somebody; else `not-found` or `wrong-status`. */
export async function findOpenRequest<K extends ServiceRequestKind>(
  store: Pick<Store, 'applications' | 'households'>,
  rulebooks: Rulebooks,
  clerk: Clerk,
  id: string,
  ...kinds: K[]
): Promise<OpenRequest<K> | Refusal<'not-found' | 'wrong-status'>> {
  const application = await store.applications.byId(id)
  if (!application || !worksFor(clerk, application.company) || !isKind(application, ...kinds))
    return refuse('not-found')
  if (!isOpen(application)) return refuse('wrong-status', { state: application.status })
  const household = await store.households.byId(application.householdId)
  const rulebook = rulebooks.get(application.company)
  if (!household || !rulebook) throw new Error(`no household or no rulebook for application ${id}`)
  return { application, household, rulebook }
}
