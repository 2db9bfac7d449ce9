import { refundKeptAsCredit } from '../../domain/ledger/rules'
import { type Clock, type Ids, Outrun, type Store } from '../ports'
import { transfersOf } from '../post'

/** What is owed to a payer becomes his household's credit. Throws Outrun when outrun. */
export async function keepAsCredit(
  store: Store,
  refund: { refundNo: string; company: string; householdId: string; amountFen: number },
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const household = await store.households.byId(refund.householdId)
  if (!household || !(await store.households.touch(household, refund.amountFen)))
    throw new Outrun(`household ${refund.householdId}`)
  await store.ledger.insert(
    transfersOf(
      {
        company: refund.company,
        postingKey: `refund-kept:${refund.refundNo}`,
        event: 'refund-kept-as-credit',
        effectiveOn: clock.today(),
        evidenceKind: 'refund',
        evidenceId: refund.refundNo,
        postings: refundKeptAsCredit(refund),
      },
      { clock, ids },
    ),
  )
}
