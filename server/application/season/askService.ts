import type { ApplicationView, ServiceAnswer, SuspensionRequest } from '../../../contract/applications'
import { seasonBill } from '../../domain/billing/seasonBill'
import { seasonOf } from '../../domain/calendar/season'
import { suspensionWindow, suspensionWindows } from '../../domain/calendar/suspensionWindow'
import { factsOf } from '../../domain/household/columns'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { reckonedBy } from '../../domain/rulebook/versions'
import type { ServiceFacts } from '../../domain/serviceRequest/serviceRequest'
import { isRefused } from '../../domain/tariff/area'
import { isSeasonBill } from '../bills/changeBill'
import { allOrNothing } from '../common/allOrNothing'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { actsFor, type OwnHousehold } from '../households/households'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { keepApplication } from './serviceRequests'
import { viewsOf } from './views'

export type ServiceKind = 'suspension' | 'resumption'

const KINDS = ['suspension', 'resumption'] as const

/** Heat that is stopped or started is asked for by the household, never done to it: nobody is cut off for debt (domain.md C8). */
export function createAskService(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, rulebooks } = ports
  const { read } = database

  return {
    /** Whether the household may ask now, in which windows, and what its fee would be (BO6, BO7, TS6). */
    async show(resident: Resident, householdId: string): Promise<ServiceAnswer | Refusal<'bind-first' | 'not-found'>> {
      const own = await actsFor(read, rulebooks, resident, householdId)
      if (isRefusal(own)) return own
      const { household, rulebook } = own
      const season = seasonOf(rulebook, clock.today()).name
      const { rows } = await read.applications.list({ householdId, kinds: KINDS }, 0, 50)
      const kind: ServiceKind = household.service === 'suspended' ? 'resumption' : 'suspension'
      const state = stateOf(rulebook, season, clock.today())
      const fee = feeAfter(own, state === 'charged' ? 'resumption' : kind, season)
      return {
        service: household.service,
        season,
        state,
        windows: suspensionWindows(rulebook, season).map((window) => ({
          ...window,
          open: window.from <= clock.today() && clock.today() <= window.to,
        })),
        feeAfterwards: isRefused(fee) ? null : fee,
        applications: await viewsOf(read, rulebooks, rows, { resident }),
      }
    },

    /**
     * Asks for the heat to be stopped or started. Refused: `not-offered`, `outside-window` with the windows' dates,
     * `charged-as-normal` until he accepts it, `already-suspended`, `not-suspended`, `moved-out`, `no-price`, `already-asked`.
     */
    async ask(
      resident: Resident,
      householdId: string,
      kind: ServiceKind,
      { words, acceptCharged }: SuspensionRequest,
    ): Promise<
      | ApplicationView
      | Refusal<
          | 'already-asked'
          | 'already-suspended'
          | 'bind-first'
          | 'charged-as-normal'
          | 'moved-out'
          | 'no-price'
          | 'not-found'
          | 'not-offered'
          | 'not-suspended'
          | 'outside-window'
        >
    > {
      return allOrNothing(database, async (store) => {
        const own = await actsFor(store, rulebooks, resident, householdId)
        if (isRefusal(own)) return own
        const { household, rulebook } = own
        const season = seasonOf(rulebook, clock.today()).name
        const facts = windowNow(rulebook, season, clock.today(), acceptCharged)
        if (isRefusal(facts)) return facts
        if (household.movedOutOn !== null) return refuse('moved-out', { agreedOn: household.movedOutOn })
        if (kind === 'suspension' && household.service === 'suspended') return refuse('already-suspended')
        if (kind === 'resumption' && household.service === 'heating') return refuse('not-suspended')
        const bill = (await store.bills.byHousehold(householdId)).find(isSeasonBill(season))
        const rules = reckonedBy(rulebooks, { company: household.company, season }, bill)
        const fee = feeAfter({ ...own, rulebook: rules }, kind, season)
        if (isRefused(fee)) return refuse('no-price', { reason: fee.reason })
        const liveKey = `service:${householdId}:${season}`
        const kept = await keepApplication(
          store,
          { kind, household, resident, season, facts, words: words ?? null, liveKey },
          ports,
        )
        return isRefusal(kept) ? kept : one(await viewsOf(store, rulebooks, [kept], { resident }))
      })
    },
  }
}

/** What the household would owe for the season once it takes effect. */
function feeAfter({ household, rulebook }: OwnHousehold, kind: ServiceKind, season: string) {
  const service = kind === 'suspension' ? 'suspended' : 'heating'
  return seasonBill(rulebook, factsOf({ ...household, service }), season)
}

function stateOf(rulebook: Rulebook, season: string, today: string): ServiceAnswer['state'] {
  const window = suspensionWindow(rulebook, season, today)
  return window.outcome === 'closed' && window.duringSeason === 'charged' ? 'charged' : window.outcome
}

/** The window that today falls into, as the application keeps it. */
function windowNow(
  rulebook: Rulebook,
  season: string,
  today: string,
  acceptCharged: boolean,
): ServiceFacts | Refusal<'charged-as-normal' | 'not-offered' | 'outside-window'> {
  const window = suspensionWindow(rulebook, season, today)
  if (window.outcome === 'no-rule') return refuse('not-offered', { reason: `${rulebook.name}没有公布停热、复热的规定` })
  if (window.outcome === 'open') {
    const { work, inspected, until } = window
    return { work, inspected, charged: false, until }
  }
  const windows = suspensionWindows(rulebook, season)
  const dates = windows.map(({ from, to }) => `${from} 至 ${to}`).join('、')
  if (window.outcome === 'not-yet' || window.duringSeason === 'closed') return refuse('outside-window', { dates })
  if (!acceptCharged) return refuse('charged-as-normal', { dates })
  return { work: 'company', inspected: false, charged: true, until: null }
}

function one(views: ApplicationView[]): ApplicationView {
  const [view] = views
  if (!view) throw new Error('an application was kept and has no view')
  return view
}
