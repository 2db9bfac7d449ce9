import type { Arrival } from '../../../domain/bankMatching/transit'
import { settlementClaimed } from '../../../domain/ledger/rulesOfDifferences'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { ConcurrencyConflict } from '../../ports/database'
import { missingTransitOf } from '../facts'
import type { Resolve } from './effect'
import { openClaim } from './openClaim'

/**
 * What a channel says it has sent never came: it is a claim against the channel, once, and on its way no more, so that the
 * channel's clearing account is right. When it comes after all, it ends the claim (`claim-returned`). Refused: `books-changed`
 * when it has come in the meantime.
 */
export const claimSettlement: Resolve = async (store, at, ports) => {
  const { item, resolutionId } = at
  const transit = await missingTransitOf(store, item)
  if (!transit) return refuse('books-changed')
  const { company, party, amountFen, direction } = transit
  if (party === 'payout' || direction !== 'credit') return refuse('resolution-does-not-fit')
  const today = ports.clock.today()
  const ended: Arrival = {
    ...{ id: ports.ids.next(), company, party, pass: 'claimed', sentFen: amountFen, feeFen: 0 },
    ...{ arrivedOn: today, recordedAt: ports.clock.now() },
  }
  await store.bankMatching.insertArrival(ended)
  if (!(await store.bankMatching.end(transit.id, ended.id))) throw new ConcurrencyConflict(`transit ${transit.id}`)
  await openClaim(store, { item: { ...item, channel: party }, resolutionId }, { about: 'settlement', amountFen }, ports)
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `settlement-claimed:${transit.id}`,
        event: 'settlement-claimed',
        effectiveOn: today,
        evidenceKind: 'difference',
        evidenceId: resolutionId,
        postings: settlementClaimed({ source: party, amountFen }),
      },
      ports,
    ),
  )
  return {}
}
