import type { ApplicationView } from '../../../contract/applications'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Staff, worksFor } from '../../domain/staff/staff'
import type { Database } from '../ports'
import { type Refusal, refuse } from '../refusal'
import type { ApplicationFilter } from '../seasonPort'
import { viewsOf } from './views'

const MOST = 200

/** What was applied for: a resident sees his own, newest first; staff those of the companies they work for. */
export function createShowApplications({ database, rulebooks }: { database: Database; rulebooks: Rulebooks }) {
  const { read } = database
  return {
    async ofResident(resident: Resident): Promise<ApplicationView[]> {
      const { rows } = await read.applications.list({ residentId: resident.id }, 0, MOST)
      return viewsOf(read, rulebooks, rows, { resident })
    },

    async one(resident: Resident, id: string): Promise<ApplicationView | Refusal> {
      const application = await read.applications.byId(id)
      if (!application || application.residentId !== resident.id) return refuse('not-found')
      const [view] = await viewsOf(read, rulebooks, [application], { resident })
      return view ?? refuse('not-found')
    },

    async atDesk(
      filter: ApplicationFilter,
      offset: number,
      limit: number,
    ): Promise<{ rows: ApplicationView[]; total: number }> {
      const { rows, total } = await read.applications.list(filter, offset, limit)
      return { rows: await viewsOf(read, rulebooks, rows, { staff: true }), total }
    },

    async oneAtDesk(staff: Pick<Staff, 'company'>, id: string): Promise<ApplicationView | Refusal> {
      const application = await read.applications.byId(id)
      if (!application || !worksFor(staff, application.company)) return refuse('not-found')
      const [view] = await viewsOf(read, rulebooks, [application], { staff: true })
      return view ?? refuse('not-found')
    },
  }
}
