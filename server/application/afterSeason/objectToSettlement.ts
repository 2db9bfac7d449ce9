import type { ObjectionView } from '../../../contract/settlements'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { agreementDueOn, isWithin, refundCalendar } from '../../domain/settlement/afterSeason'
import type { Objection } from '../../domain/settlement/objection'
import { allOrNothing } from '../allOrNothing'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { resultFor } from './publishedFor'
import { objectionView } from './showSettlement'
import { takeStep } from './steps'

export interface ObjectionRequest {
  householdId: string
  season?: string
  /** What the resident wants to say; nothing has to be said (BZ6). */
  words?: string
}

/**
 * A household does not agree with its published result (BZ6). Refused: `bind-first`, `not-found` while nothing is public,
 * `not-offered` where the rulebook knows no objections, `outside-window`, `already-objected`, `refund-applied` when it has
 * confirmed before that it agrees.
 */
export function createObjectToSettlement(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock, ids, rulebooks } = ports

  return (resident: Resident, request: ObjectionRequest): Promise<ObjectionView | Refusal> =>
    allOrNothing(database, async (store): Promise<ObjectionView | Refusal> => {
      const found = await resultFor(store, rulebooks, resident, request)
      if (isRefusal(found)) return found
      const { rulebook, settlement } = found
      const { id: settlementId, company, householdId, season } = settlement
      const today = clock.today()
      const calendar = refundCalendar(rulebook, season)
      const dueOn = agreementDueOn(rulebook, today)
      if (!calendar || dueOn === undefined) {
        return refuse('not-offered', { reason: `${rulebook.name}没有公布结算异议的规定` })
      }
      const { from, to } = calendar.objections
      if (!isWithin({ from, to }, today)) return refuse('outside-window', { dates: `${from} 至 ${to}` })
      const applications = await store.refundApplications.ofSettlements([settlementId])
      if (applications.some(({ liveKey }) => liveKey !== null)) return refuse('refund-applied')
      const objection: Objection = {
        id: ids.next(),
        company,
        settlementId,
        householdId,
        residentId: resident.id,
        season,
        status: 'made',
        words: request.words ?? null,
        madeOn: today,
        madeAt: clock.now(),
        agreementDueOn: dueOn,
        signedOn: null,
        testedOn: null,
      }
      if ((await store.objections.insert(objection)) === 'duplicate') return refuse('already-objected')
      // A refund that is asked for at the same moment meets the settlement's version.
      await takeStep(store, settlement, { step: 'objected', byKind: 'resident', by: resident.id }, ports)
      return objectionView(objection, today)
    })
}
