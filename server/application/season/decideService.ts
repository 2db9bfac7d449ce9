import type { ApplicationView } from '../../../contract/applications'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, recordAction } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { findOpenRequest, type OpenRequest, takeStep } from './serviceRequests'
import { viewsOf } from './views'

type ServiceOnDesk = OpenRequest<'suspension' | 'resumption'>

/** The clerk's part in stopping and starting heat: looking at the household's own work. Writing down that it is done is completeService's. */
export function createDecideService(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, rulebooks } = ports

  const seen = async (
    store: Pick<Store, 'applications' | 'bindings' | 'gasSubsidies' | 'households' | 'seasonRecords'>,
    { application }: ServiceOnDesk,
  ): Promise<ApplicationView | Refusal<'not-found'>> => {
    const now = await store.applications.byId(application.id)
    const [view] = now ? await viewsOf(store, rulebooks, [now], { staff: true }) : []
    return view ?? refuse('not-found')
  }

  /** A visit lies between the day on which it was asked for and today. */
  const dated = ({ application }: ServiceOnDesk, on: string): 'fits' | Refusal<'date-out-of-range'> =>
    application.askedOn <= on && on <= clock.today()
      ? 'fits'
      : refuse('date-out-of-range', { from: application.askedOn, to: clock.today() })

  return {
    /**
     * Writes an inspection down (BO6). One that failed leaves the application open, with what has to be mended. Refused:
     * `no-inspection-needed`, `wrong-status`, `date-out-of-range`.
     */
    inspect: (clerk: Clerk, id: string, visit: { on: string; passed: boolean; note: string | null }) =>
      allOrNothing(
        database,
        async (
          store,
        ): Promise<
          ApplicationView | Refusal<'date-out-of-range' | 'no-inspection-needed' | 'not-found' | 'wrong-status'>
        > => {
          const found = await findOpenRequest(store, rulebooks, clerk, id, 'suspension', 'resumption')
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
        },
      ),
  }

  async function note(
    store: Pick<Store, 'audit'>,
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
    await recordAction(store, deed, ports)
  }
}
