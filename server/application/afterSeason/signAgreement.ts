import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Objection, objectionOn } from '../../domain/settlement/objection'
import type { SettlementRecord } from '../../domain/settlement/settlement'
import { worksFor } from '../../domain/staff/staff'
import { allOrNothing } from '../allOrNothing'
import { type Clock, type Database, type Ids, Outrun, type Store } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { type Clerk, noteDeed } from '../season/desk'
import { takeStep } from './steps'

/** An objection on a clerk's desk, with the settlement that it is about; `not-found` for another company's. */
export async function objectionAtDesk(
  store: Store,
  clerk: Pick<Clerk, 'company'>,
  id: string,
): Promise<{ objection: Objection; settlement: SettlementRecord } | Refusal> {
  const objection = await store.objections.byId(id)
  if (!objection || !worksFor(clerk, objection.company)) return refuse('not-found')
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

  return (clerk: Clerk, id: string, { on, paper }: Signed): Promise<Objection | Refusal> =>
    allOrNothing(database, async (store): Promise<Objection | Refusal> => {
      const found = await objectionAtDesk(store, clerk, id)
      if (isRefusal(found)) return found
      const { objection, settlement } = found
      const { agreementDueOn, madeOn } = objection
      if (objection.status !== 'made') return refuse('wrong-status', { status: objection.status })
      if (on < madeOn || on > clock.today()) return refuse('date-out-of-range', { from: madeOn, to: clock.today() })
      if (objectionOn(objection, on) === 'lapsed') return refuse('agreement-lapsed', { agreementDueOn })
      const to = { status: 'agreement-signed', signedOn: on } as const
      if (!(await store.objections.change(id, 'made', to))) throw new Outrun(`objection ${id}`)
      const by = { byKind: 'staff', by: clerk.loginName } as const
      await takeStep(store, settlement, { step: 'agreement-signed', ...by, on, note: `协议：${paper}` }, ports)
      await noteDeed(
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
    })
}
