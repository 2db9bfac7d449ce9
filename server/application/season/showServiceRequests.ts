import type { ApplicationView } from '../../../contract/applications'
import { APPLICATION_KINDS } from '../../../contract/applicationWords'
import type { AwaitingReviewAnswer } from '../../../contract/consoleSeason'
import { seasonOf } from '../../domain/calendar/season'
import { addressOf } from '../../domain/household/household'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isOpen } from '../../domain/serviceRequest/serviceRequest'
import { type Staff, worksFor } from '../../domain/staff/staff'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, recordAction, visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { actsFor } from '../households/households'
import type { Database } from '../ports/database'
import type { ServiceRequestFilter } from '../ports/season'
import type { Clock, Ids } from '../ports/system'
import { findOpenRequest, takeStep } from './serviceRequests'
import { viewsOf } from './views'

const MOST = 200

/** What was applied for: a resident sees his own, newest first; staff those of the companies they work for. */
export function createShowServiceRequests({ database, rulebooks }: { database: Database; rulebooks: Rulebooks }) {
  const { read } = database
  return {
    async ofResident(resident: Resident): Promise<ApplicationView[]> {
      const { rows } = await read.applications.list({ residentId: resident.id }, 0, MOST)
      return viewsOf(read, rulebooks, rows, { resident })
    },

    async one(resident: Resident, id: string): Promise<ApplicationView | Refusal<'not-found'>> {
      const application = await read.applications.byId(id)
      if (!application || application.residentId !== resident.id) return refuse('not-found')
      const [view] = await viewsOf(read, rulebooks, [application], { resident })
      return view ?? refuse('not-found')
    },

    async atDesk(
      filter: ServiceRequestFilter,
      offset: number,
      limit: number,
    ): Promise<{ rows: ApplicationView[]; total: number }> {
      const { rows, total } = await read.applications.list(filter, offset, limit)
      return { rows: await viewsOf(read, rulebooks, rows, { staff: true }), total }
    },

    async oneAtDesk(staff: Pick<Staff, 'company'>, id: string): Promise<ApplicationView | Refusal<'not-found'>> {
      const application = visibleTo(staff, await read.applications.byId(id))
      if (isRefusal(application)) return application
      const [view] = await viewsOf(read, rulebooks, [application], { staff: true })
      return view ?? refuse('not-found')
    },
  }
}

/** The households whose papers wait for a decision this season (domain.md BO4), and why some were refused before. */
export function createAwaitingReview({
  database: { read },
  clock,
  rulebooks,
}: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
}) {
  return async function awaitingReview(
    clerk: Clerk,
    company: string,
  ): Promise<AwaitingReviewAnswer | Refusal<'not-found'>> {
    const rulebook = rulebooks.get(company)
    if (!rulebook || !worksFor(clerk, company)) return refuse('not-found')
    const season = seasonOf(rulebook, clock.today()).name
    const uses = rulebook.lowIncomeReview?.uses ?? []
    const rows: AwaitingReviewAnswer['rows'] = []
    for (const household of uses.length > 0 ? await read.households.ofUses(company, uses) : []) {
      if (household.lowIncomeApprovedFor === season) continue
      const last = await read.seasonRecords.lowIncomeReview(household.id, season)
      rows.push({
        userCode: household.userCode,
        owner: household.owner,
        address: addressOf(household),
        refusedBecause: last?.decision === 'refused' ? last.reason : null,
      })
    }
    return { season, rows }
  }
}

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

const single = ([view]: ApplicationView[]): ApplicationView | Refusal<'not-found'> => view ?? refuse('not-found')

/** A clerk refuses an application that waits, and says why; the resident reads it and may ask again. */
export function createRefuseServiceRequest(ports: Ports) {
  const { database, rulebooks } = ports
  return (clerk: Clerk, id: string, { reason }: { reason: string }) =>
    allOrNothing(database, async (store): Promise<ApplicationView | Refusal<'not-found' | 'wrong-status'>> => {
      const found = await findOpenRequest(store, rulebooks, clerk, id, ...APPLICATION_KINDS)
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
      await recordAction(
        store,
        { company, by: clerk.loginName, deed: 'decide-application', subject: id, detail: { kind, refused: true } },
        ports,
      )
      return single(await viewsOf(store, rulebooks, [refused], { staff: true }))
    })
}

/** A resident takes back what he asked for, while it waits. Another's application does not exist for him. */
export function createWithdrawServiceRequest(ports: Ports) {
  const { database, rulebooks } = ports
  return (resident: Resident, id: string) =>
    allOrNothing(
      database,
      async (store): Promise<ApplicationView | Refusal<'bind-first' | 'not-found' | 'wrong-status'>> => {
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
      },
    )
}
