import type { ApplicationView } from '../../../contract/applications'
import { APPLICATION_KINDS } from '../../../contract/applicationWords'
import { isOpen } from '../../domain/applying/application'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../allOrNothing'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { actsFor } from './actsFor'
import { takeStep } from './applications'
import { type Clerk, noteDeed, onDesk } from './desk'
import { viewsOf } from './views'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

const single = ([view]: ApplicationView[]): ApplicationView | Refusal => view ?? refuse('not-found')

/** A clerk refuses an application that waits, and says why; the resident reads it and may ask again. */
export function createRefuseApplication(ports: Ports) {
  const { database, rulebooks } = ports
  return (clerk: Clerk, id: string, { reason }: { reason: string }) =>
    allOrNothing(database, async (store): Promise<ApplicationView | Refusal> => {
      const found = await onDesk(store, rulebooks, clerk, id, ...APPLICATION_KINDS)
      if (isRefusal(found)) return found
      const { application } = found
      const to = { status: 'refused', liveKey: null } as const
      const refused = await takeStep(
        store,
        application,
        { step: 'refused', byKind: 'staff', by: clerk.loginName, note: reason, to },
        ports,
      )
      const { company, kind } = application
      await noteDeed(
        store,
        { company, by: clerk.loginName, deed: 'decide-application', subject: id, detail: { kind, refused: true } },
        ports,
      )
      return single(await viewsOf(store, rulebooks, [refused], { staff: true }))
    })
}

/** A resident takes back what he asked for, while it waits. Another's application does not exist for him. */
export function createWithdrawApplication(ports: Ports) {
  const { database, rulebooks } = ports
  return (resident: Resident, id: string) =>
    allOrNothing(database, async (store): Promise<ApplicationView | Refusal> => {
      const application = await store.applications.byId(id)
      if (!application || application.residentId !== resident.id) return refuse('not-found')
      const own = await actsFor(store, rulebooks, resident, application.householdId)
      if (isRefusal(own)) return own
      if (!isOpen(application)) return refuse('wrong-status', { state: application.status })
      const withdrawn = await takeStep(
        store,
        application,
        {
          step: 'withdrawn',
          byKind: 'resident',
          by: resident.id,
          note: null,
          to: { status: 'withdrawn', liveKey: null },
        },
        ports,
      )
      return single(await viewsOf(store, rulebooks, [withdrawn], { resident }))
    })
}
