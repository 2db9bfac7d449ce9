import type { ApplicationView, ConsentAnswer } from '../../../contract/applications'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, recordAction } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { readHouseholdAccount } from '../households/householdAccount'
import { actsFor } from '../households/households'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { findOpenRequest, keepApplication, takeStep } from './serviceRequests'
import { viewsOf } from './views'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

const single = ([view]: ApplicationView[]): ApplicationView | Refusal<'not-found'> => view ?? refuse('not-found')

/** A household asks to pay its season in parts, where the rulebook leaves the consent to staff (domain.md LZ2). */
export function createAskConsent(ports: Ports) {
  const { database, clock, rulebooks } = ports
  const { read } = database
  return {
    async show(resident: Resident, householdId: string): Promise<ConsentAnswer | Refusal<'bind-first' | 'not-found'>> {
      const own = await actsFor(read, rulebooks, resident, householdId)
      if (isRefusal(own)) return own
      const found = await readHouseholdAccount(read, rulebooks, resident.company, householdId, clock.today())
      const payable = found?.payable
      const offer = payable?.offer.allowed ? payable.offer : undefined
      const { rows } = await read.applications.list({ householdId, kinds: ['instalment-consent'] }, 0, 50)
      return {
        season: payable?.season ?? null,
        state: offer && payable ? payable.consent : 'not-offered',
        minimumFirstFen: offer?.minimumFirstFen ?? null,
        balanceDueOn: offer?.balanceDueOn ?? null,
        arrearsFen: payable?.arrearsFen ?? 0,
        applications: await viewsOf(read, rulebooks, rows, { resident }),
      }
    },

    /**
     * Refused: `no-bill`, `nothing-owed`, `no-instalments` (metered, or a company without them), `consent-not-needed`,
     * `arrears-first` (C7), `instalments-over`, `payment-closed`, `already-asked` (a consent that was given counts).
     */
    ask: (resident: Resident, householdId: string, { words }: { words: string }) =>
      allOrNothing(
        database,
        async (
          store,
        ): Promise<
          | ApplicationView
          | Refusal<
              | 'already-asked'
              | 'arrears-first'
              | 'bind-first'
              | 'consent-not-needed'
              | 'instalments-over'
              | 'no-bill'
              | 'no-instalments'
              | 'not-found'
              | 'nothing-owed'
              | 'payment-closed'
            >
        > => {
          const own = await actsFor(store, rulebooks, resident, householdId)
          if (isRefusal(own)) return own
          const found = await readHouseholdAccount(store, rulebooks, resident.company, householdId, clock.today())
          const payable = found?.payable
          if (!payable) return refuse('no-bill')
          if (payable.closedBecause !== null) return refuse('payment-closed', { reason: payable.closedBecause })
          if (payable.wholeFen === 0) return refuse('nothing-owed')
          const { offer, season, arrearsFen } = payable
          if (!offer.allowed) return refuse('no-instalments')
          if (offer.consent === 'automatic') return refuse('consent-not-needed')
          if (arrearsFen > 0) return refuse('arrears-first', { arrearsFen })
          if (clock.today() > offer.balanceDueOn) {
            return refuse('instalments-over', { balanceDueOn: offer.balanceDueOn })
          }
          const { household } = own
          const liveKey = `consent:${householdId}:${season}`
          const asked = { kind: 'instalment-consent', household, resident, season, facts: {}, words, liveKey } as const
          const kept = await keepApplication(store, asked, ports)
          return isRefusal(kept) ? kept : single(await viewsOf(store, rulebooks, [kept], { resident }))
        },
      ),
  }
}

/** A clerk grants it; from then on the season's bill may be paid in parts. Refusing is refuseApplication's. */
export function createGrantConsent(ports: Ports) {
  const { database, rulebooks } = ports
  return (clerk: Clerk, id: string, { note }: { note: string | null }) =>
    allOrNothing(database, async (store): Promise<ApplicationView | Refusal<'not-found' | 'wrong-status'>> => {
      const found = await findOpenRequest(store, rulebooks, clerk, id, 'instalment-consent')
      if (isRefusal(found)) return found
      const granted = await takeStep(
        store,
        found.application,
        { step: 'granted', byKind: 'staff', by: clerk.loginName, note, to: { status: 'granted' } },
        ports,
      )
      const { company, kind } = granted
      await recordAction(
        store,
        { company, by: clerk.loginName, deed: 'decide-application', subject: id, detail: { kind, granted: true } },
        ports,
      )
      return single(await viewsOf(store, rulebooks, [granted], { staff: true }))
    })
}
