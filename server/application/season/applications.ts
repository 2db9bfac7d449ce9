import type { ApplicationStep, ApplicationStepName, ResidentApplication } from '../../domain/applying/application'
import type { ApplicationFacts, ApplicationKind } from '../../domain/applying/facts'
import type { Household } from '../../domain/household/household'
import type { Resident } from '../../domain/resident/resident'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { type Refusal, refuse } from '../refusal'

type Ports = { clock: Clock; ids: Ids }

export interface Asked<K extends ApplicationKind> {
  kind: K
  household: Household
  resident: Resident
  season: string
  facts: ApplicationFacts[K]
  words: string | null
  /** Names what may not be asked for a second time while this one is alive. */
  liveKey: string
}

/** Keeps an application with its first step, in the caller's transaction; `already-asked` while another is alive. */
export async function keepApplication<K extends ApplicationKind>(
  store: Store,
  { kind, household, resident, season, facts, words, liveKey }: Asked<K>,
  { clock, ids }: Ports,
): Promise<ResidentApplication | Refusal> {
  const application: ResidentApplication = {
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
  step: ApplicationStepName
  byKind: ApplicationStep['byKind']
  by: string
  note: string | null
  /** The civil day on which it was done; today unless a visit is written down later. */
  on?: string
  /** What changes in the application by it. */
  to?: Partial<Pick<ResidentApplication, 'status' | 'facts' | 'liveKey'>>
}

/** Takes the next step in an application's life, in the caller's transaction. Throws Outrun when another was faster (M2). */
export async function takeStep(
  store: Store,
  seen: ResidentApplication,
  next: NextStep,
  ports: Ports,
): Promise<ResidentApplication> {
  if (!(await store.applications.change(seen, next.to ?? {}))) throw new Outrun(`application ${seen.id}`)
  const changed = { ...seen, ...next.to, version: seen.version + 1 }
  await keepStep(store, changed, next, ports)
  return changed
}

async function keepStep(
  store: Store,
  { id, company, version }: ResidentApplication,
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
  if (kept === 'duplicate') throw new Outrun(`application ${id}`)
}
