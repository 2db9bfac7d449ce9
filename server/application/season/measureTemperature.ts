import type { ApplicationView } from '../../../contract/applications'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../allOrNothing'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { takeStep } from './applications'
import { type Clerk, noteDeed, onDesk } from './desk'
import { viewsOf } from './views'

/** What a thermometer in a room that somebody lives in can show, in °C; beyond it somebody mistyped. */
const COLDEST = -30
const HOTTEST = 40

export interface Visit {
  on: string
  /** Which room, so that each is measured once a day. */
  room: string
  celsius: string
  note: string | null
}

/**
 * Writes a measurement of a visit down (domain.md TS7). Refused: `date-out-of-range` (before the report, or tomorrow),
 * `absurd-temperature`, `measured-already`, `wrong-status` once the household has confirmed a mean.
 */
export function createMeasureTemperature(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, ids, rulebooks } = ports
  return (clerk: Clerk, id: string, { on, room, celsius, note }: Visit) =>
    allOrNothing(database, async (store): Promise<ApplicationView | Refusal> => {
      const found = await onDesk(store, rulebooks, clerk, id, 'temperature-report')
      if (isRefusal(found)) return found
      const { application } = found
      if (application.status !== 'asked') return refuse('wrong-status', { state: application.status })
      if (on < application.askedOn || on > clock.today()) {
        return refuse('date-out-of-range', { from: application.askedOn, to: clock.today() })
      }
      if (!(Number(celsius) >= COLDEST && Number(celsius) <= HOTTEST)) {
        return refuse('absurd-temperature', { from: COLDEST, to: HOTTEST })
      }
      const { company } = application
      const kept = await store.seasonRecords.insertMeasurement({
        id: ids.next(),
        company,
        applicationId: id,
        on,
        room,
        celsius,
        by: clerk.loginName,
        recordedAt: clock.now(),
      })
      if (kept === 'duplicate') return refuse('measured-already', { on, room })
      const now = await takeStep(
        store,
        application,
        { step: 'measured', byKind: 'staff', by: clerk.loginName, note, on },
        ports,
      )
      const detail = { on, celsius }
      await noteDeed(store, { company, by: clerk.loginName, deed: 'measure-temperature', subject: id, detail }, ports)
      const [view] = await viewsOf(store, rulebooks, [now], { staff: true })
      return view ?? refuse('not-found')
    })
}
