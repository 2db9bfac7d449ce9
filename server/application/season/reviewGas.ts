import type { ApplicationView } from '../../../contract/applications'
import { isKind } from '../../domain/applying/application'
import type { PhotoType } from '../../domain/gasReport/photo'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { worksFor } from '../../domain/staff/staff'
import { allOrNothing } from '../allOrNothing'
import type { Photos } from '../photoPort'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { takeStep } from './applications'
import { type Clerk, noteDeed, onDesk } from './desk'
import { viewsOf } from './views'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; photos: Photos }

/** A clerk compares a reported reading with its photo (BJ8). Refusing is refuseApplication's: the home may then report again. */
export function createReviewGas(ports: Ports) {
  const { database, rulebooks, photos } = ports
  return {
    accept: (clerk: Clerk, id: string, { note }: { note: string | null }) =>
      allOrNothing(database, async (store): Promise<ApplicationView | Refusal> => {
        const found = await onDesk(store, rulebooks, clerk, id, 'gas-report')
        if (isRefusal(found)) return found
        const accepted = await takeStep(
          store,
          found.application,
          { step: 'accepted', byKind: 'staff', by: clerk.loginName, note, to: { status: 'accepted' } },
          ports,
        )
        const { company, kind } = accepted
        const detail = { kind, accepted: true }
        await noteDeed(store, { company, by: clerk.loginName, deed: 'decide-application', subject: id, detail }, ports)
        const [view] = await viewsOf(store, rulebooks, [accepted], { staff: true })
        return view ?? refuse('not-found')
      }),

    /** The photo of a report, for staff of its company only. */
    async photo(clerk: Clerk, id: string): Promise<{ type: PhotoType; bytes: Buffer } | Refusal> {
      const report = await database.read.applications.byId(id)
      if (!report || !worksFor(clerk, report.company) || !isKind(report, 'gas-report')) return refuse('not-found')
      const { name, type } = report.facts.photo
      const bytes = await photos.read(name)
      return bytes ? { type, bytes } : refuse('not-found')
    },
  }
}
