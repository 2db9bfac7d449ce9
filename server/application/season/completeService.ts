import { z } from 'zod'
import { seasonBill } from '../../domain/billing/seasonBill'
import { seasonOf } from '../../domain/calendar/season'
import { factsOf } from '../../domain/household/columns'
import { reckonedBy } from '../../domain/rulebook/versions'
import { isRefused } from '../../domain/tariff/area'
import { changeBill, isSeasonBill } from '../bills/changeBill'
import { type Clerk, recordAction } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { HouseholdAction, HouseholdActionPorts } from './householdActions'
import { findOpenRequest, type OpenRequest, takeStep } from './serviceRequests'

type ServiceOnDesk = OpenRequest<'suspension' | 'resumption'>

export interface ServiceDone {
  applicationId: string
  on: string
  /** For the resident. */
  note: string | null
}

/**
 * Writes down that heat was stopped or started, in the caller's transaction: from then on the household's service and this
 * season's bill are what the rules say, unless it was asked for too late and is charged as normal (TS6). Refused:
 * `not-inspected`, `date-out-of-range`, `no-price`, `outside-window`, `moved-out`.
 */
export async function completeService(
  store: Pick<Store, 'applications' | 'audit' | 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  clerk: Clerk,
  { applicationId, on, note }: ServiceDone,
  ports: HouseholdActionPorts,
): Promise<
  | { effective: true }
  | Refusal<
      'date-out-of-range' | 'moved-out' | 'no-price' | 'not-found' | 'not-inspected' | 'outside-window' | 'wrong-status'
    >
> {
  const { clock, rulebooks } = ports
  const found = await findOpenRequest(store, rulebooks, clerk, applicationId, 'suspension', 'resumption')
  if (isRefusal(found)) return found
  const { application } = found
  const { inspected, charged } = application.facts
  if (inspected && application.status !== 'inspected') return refuse('not-inspected')
  if (seasonOf(found.rulebook, clock.today()).name > application.season) {
    return refuse('outside-window', { dates: application.season })
  }
  if (on < application.askedOn || on > clock.today()) {
    return refuse('date-out-of-range', { from: application.askedOn, to: clock.today() })
  }
  const keepsCharge = charged && application.kind === 'suspension'
  const took = keepsCharge ? 'done' : await takeEffect(store, found, clerk, ports)
  if (took !== 'done') return took
  await takeStep(
    store,
    application,
    {
      step: 'effective',
      byKind: 'staff',
      by: clerk.loginName,
      note,
      on,
      // One that changed the household may be followed by its opposite; one that changed nothing need not come twice.
      to: { status: 'effective', liveKey: keepsCharge ? application.liveKey : null },
    },
    ports,
  )
  const { company, id: subject, kind } = application
  const detail = { kind, effective: true, charged, on }
  await recordAction(store, { company, by: clerk.loginName, deed: 'decide-application', subject, detail }, ports)
  return { effective: true }
}

/** The household takes heat, or none, and a bill of this season that is open already is calculated again. */
async function takeEffect(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  { application, household }: ServiceOnDesk,
  clerk: Clerk,
  ports: HouseholdActionPorts,
): Promise<'done' | Refusal<'moved-out' | 'no-price'>> {
  if (household.movedOutOn !== null) return refuse('moved-out', { agreedOn: household.movedOutOn })
  const stops = application.kind === 'suspension'
  const changed = { ...household, service: stops ? ('suspended' as const) : ('heating' as const) }
  const bill = (await store.bills.byHousehold(household.id)).find(isSeasonBill(application.season))
  const sheet = seasonBill(reckonedBy(ports.rulebooks, application, bill), factsOf(changed), application.season)
  if (isRefused(sheet)) return refuse('no-price', { reason: sheet.reason })
  if (!(await store.households.change(household, { service: changed.service }))) {
    throw new ConcurrencyConflict(`household ${household.id}`)
  }
  if (bill) {
    await changeBill(
      store,
      {
        bill,
        target: { kind: 'fee', sheet, title: stops ? '停热' : '复热' },
        cause: stops ? 'suspended' : 'resumed',
        causeId: application.id,
        by: clerk.loginName,
      },
      ports,
    )
  }
  return 'done'
}

/** Writing down that heat was stopped or started, as one proposes and another approves it. */
export const SERVICE_DONE: HouseholdAction<
  ServiceDone,
  'date-out-of-range' | 'moved-out' | 'no-price' | 'not-found' | 'not-inspected' | 'outside-window' | 'wrong-status'
> = {
  deed: 'complete-service',
  given: z.object({ applicationId: z.string(), on: z.string(), note: z.string().nullable() }),
  async find(store, clerk, { applicationId }, { rulebooks }) {
    const found = await findOpenRequest(store, rulebooks, clerk, applicationId, 'suspension', 'resumption')
    return isRefusal(found) ? found : { subject: applicationId, household: found.household }
  },
  work: completeService,
  says: ({ on, note }) => `停热、复热申请办理生效，施工日 ${on}${note ? `（${note}）` : ''}`,
}
