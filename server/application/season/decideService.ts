import type { ApplicationView } from '../../../contract/applications'
import { seasonBill } from '../../domain/billing/seasonBill'
import { seasonOf } from '../../domain/calendar/season'
import { factsOf } from '../../domain/household/facts'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isRefused } from '../../domain/tariff/refusal'
import { allOrNothing } from '../allOrNothing'
import { type Clock, type Database, type Ids, Outrun, type Store } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { takeStep } from './applications'
import { changeBill, isSeasonBill } from './changeBill'
import { type Clerk, noteDeed, type OnDesk, onDesk } from './desk'
import { viewsOf } from './views'

type ServiceOnDesk = OnDesk<'suspension' | 'resumption'>

/** The clerk's part in stopping and starting heat: looking at the household's own work, and writing down that it is done. */
export function createDecideService(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, rulebooks } = ports

  const seen = async (store: Store, { application }: ServiceOnDesk): Promise<ApplicationView | Refusal> => {
    const now = await store.applications.byId(application.id)
    const [view] = now ? await viewsOf(store, rulebooks, [now], { staff: true }) : []
    return view ?? refuse('not-found')
  }

  /** A visit lies between the day on which it was asked for and today. */
  const dated = ({ application }: ServiceOnDesk, on: string): 'fits' | Refusal =>
    application.askedOn <= on && on <= clock.today()
      ? 'fits'
      : refuse('date-out-of-range', { from: application.askedOn, to: clock.today() })

  return {
    /**
     * Writes an inspection down (BO6). One that failed leaves the application open, with what has to be mended. Refused:
     * `no-inspection-needed`, `wrong-status`, `date-out-of-range`.
     */
    inspect: (clerk: Clerk, id: string, visit: { on: string; passed: boolean; note: string | null }) =>
      allOrNothing(database, async (store): Promise<ApplicationView | Refusal> => {
        const found = await onDesk(store, rulebooks, clerk, id, 'suspension', 'resumption')
        if (isRefusal(found)) return found
        const { application } = found
        if (!application.facts.inspected) return refuse('no-inspection-needed')
        if (application.status !== 'asked') return refuse('wrong-status', { state: application.status })
        const fits = dated(found, visit.on)
        if (fits !== 'fits') return fits
        await takeStep(
          store,
          application,
          {
            step: visit.passed ? 'inspected' : 'inspection-failed',
            byKind: 'staff',
            by: clerk.loginName,
            note: visit.note,
            on: visit.on,
            to: visit.passed ? { status: 'inspected' } : {},
          },
          ports,
        )
        await note(store, clerk, found, { passed: visit.passed, on: visit.on })
        return seen(store, found)
      }),

    /**
     * Writes down that heat was stopped or started: from then on the household's service and this season's bill are what
     * the rules say, unless it was asked for too late and is charged as normal (TS6). Refused: `not-inspected`,
     * `date-out-of-range`, `no-price`.
     */
    complete: (clerk: Clerk, id: string, work: { on: string; note: string | null }) =>
      allOrNothing(database, async (store): Promise<ApplicationView | Refusal> => {
        const found = await onDesk(store, rulebooks, clerk, id, 'suspension', 'resumption')
        if (isRefusal(found)) return found
        const { application } = found
        const { inspected, charged } = application.facts
        if (inspected && application.status !== 'inspected') return refuse('not-inspected')
        if (seasonOf(found.rulebook, clock.today()).name > application.season) {
          return refuse('outside-window', { dates: application.season })
        }
        const fits = dated(found, work.on)
        if (fits !== 'fits') return fits
        const keepsCharge = charged && application.kind === 'suspension'
        const took = keepsCharge ? 'done' : await takeEffect(store, found, clerk)
        if (took !== 'done') return took
        await takeStep(
          store,
          application,
          {
            step: 'effective',
            byKind: 'staff',
            by: clerk.loginName,
            note: work.note,
            on: work.on,
            // One that changed the household may be followed by its opposite; one that changed nothing need not come twice.
            to: { status: 'effective', liveKey: keepsCharge ? application.liveKey : null },
          },
          ports,
        )
        await note(store, clerk, found, { effective: true, charged, on: work.on })
        return seen(store, found)
      }),
  }

  /** The household takes heat, or none, and a bill of this season that is open already is reckoned anew. */
  async function takeEffect(
    store: Store,
    { application, household, rulebook }: ServiceOnDesk,
    clerk: Clerk,
  ): Promise<'done' | Refusal> {
    if (household.movedOutOn !== null) return refuse('moved-out', { agreedOn: household.movedOutOn })
    const stops = application.kind === 'suspension'
    const changed = { ...household, service: stops ? ('suspended' as const) : ('heating' as const) }
    const sheet = seasonBill(rulebook, factsOf(changed), application.season)
    if (isRefused(sheet)) return refuse('no-price', { reason: sheet.reason })
    if (!(await store.households.change(household, { service: changed.service }))) {
      throw new Outrun(`household ${household.id}`)
    }
    const bill = (await store.bills.byHousehold(household.id)).find(isSeasonBill(application.season))
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

  async function note(
    store: Store,
    clerk: Clerk,
    { application: { company, id: subject, kind } }: ServiceOnDesk,
    detail: Record<string, string | boolean>,
  ): Promise<void> {
    const deed = {
      company,
      by: clerk.loginName,
      deed: 'decide-application',
      subject,
      detail: { kind, ...detail },
    } as const
    await noteDeed(store, deed, ports)
  }
}
