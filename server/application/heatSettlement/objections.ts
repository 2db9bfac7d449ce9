import type { ObjectionView } from '../../../contract/settlements'
import { agreementDueOn, isWithin, refundCalendar } from '../../domain/heatSettlement/afterSeason'
import { type Objection, objectionOn, type SettlementRecord } from '../../domain/heatSettlement/settlement'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { takeStep } from '../bills/settlementSteps'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, recordAction, visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { resultFor } from './publishedFor'
import { objectionView } from './showSettlement'

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

  return (
    resident: Resident,
    request: ObjectionRequest,
  ): Promise<
    | ObjectionView
    | Refusal<'already-objected' | 'bind-first' | 'not-found' | 'not-offered' | 'outside-window' | 'refund-applied'>
  > =>
    allOrNothing(
      database,
      async (
        store,
      ): Promise<
        | ObjectionView
        | Refusal<'already-objected' | 'bind-first' | 'not-found' | 'not-offered' | 'outside-window' | 'refund-applied'>
      > => {
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
      },
    )
}

/** An objection on a clerk's desk, with the settlement that it is about; `not-found` for another company's. */
export async function objectionAtDesk(
  store: Pick<Store, 'objections' | 'settlements'>,
  clerk: Pick<Clerk, 'company'>,
  id: string,
): Promise<{ objection: Objection; settlement: SettlementRecord } | Refusal<'not-found'>> {
  const objection = visibleTo(clerk, await store.objections.byId(id))
  if (isRefusal(objection)) return objection
  const settlement = await store.settlements.byId(objection.settlementId)
  if (!settlement) throw new Error(`objection ${id} names a settlement that is not there`)
  return { objection, settlement }
}

export interface Signed {
  /** The day on which the household signed. */
  on: string
  /** The agreement's number, or where it is filed. */
  paper: string
}

/**
 * Records that a household signed the meter-test agreement in person (BZ6), within the days that the rulebook gives. Refused:
 * `not-found`, `wrong-status`, `date-out-of-range` for a day before the objection or in the future, `agreement-lapsed`.
 */
export function createSignAgreement(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { database, clock } = ports

  return (
    clerk: Clerk,
    id: string,
    { on, paper }: Signed,
  ): Promise<Objection | Refusal<'agreement-lapsed' | 'date-out-of-range' | 'not-found' | 'wrong-status'>> =>
    allOrNothing(
      database,
      async (
        store,
      ): Promise<Objection | Refusal<'agreement-lapsed' | 'date-out-of-range' | 'not-found' | 'wrong-status'>> => {
        const found = await objectionAtDesk(store, clerk, id)
        if (isRefusal(found)) return found
        const { objection, settlement } = found
        const { agreementDueOn, madeOn } = objection
        if (objection.status !== 'made') return refuse('wrong-status', { state: objection.status })
        if (on < madeOn || on > clock.today()) return refuse('date-out-of-range', { from: madeOn, to: clock.today() })
        if (objectionOn(objection, on) === 'lapsed') return refuse('agreement-lapsed', { agreementDueOn })
        const to = { status: 'agreement-signed', signedOn: on } as const
        if (!(await store.objections.change(id, 'made', to))) throw new ConcurrencyConflict(`objection ${id}`)
        const by = { byKind: 'staff', by: clerk.loginName } as const
        await takeStep(store, settlement, { step: 'agreement-signed', ...by, on, note: `协议：${paper}` }, ports)
        await recordAction(
          store,
          {
            company: objection.company,
            by: clerk.loginName,
            deed: 'decide-objection',
            subject: id,
            detail: { signedOn: on },
          },
          ports,
        )
        return { ...objection, ...to }
      },
    )
}
