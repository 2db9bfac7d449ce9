import { byFenOf } from '../../../domain/difference/possible'
import { feeClaimed } from '../../../domain/ledger/rulesOfDifferences'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import type { Resolve } from './effect'
import { openClaim } from './openClaim'

/** A fee beyond its rate becomes a claim against the channel, once, and only where the day's fees are in the books. */
export const claimFee: Resolve = async (store, { item, resolutionId }, ports) => {
  const amountFen = byFenOf(item)
  if (amountFen <= 0) return refuse('resolution-does-not-fit')
  const before = await store.differences.resolutionsOf(item.id)
  if (before.some(({ resolution }) => resolution === 'claim-fee')) return refuse('books-changed')
  const booked = await store.bankMatching.feesOf(item.company, item.channel, item.date)
  if (!booked || booked.feeFen < amountFen) return refuse('fee-not-booked')
  await openClaim(store, { item, resolutionId }, { about: 'fee', amountFen }, ports)
  await store.ledger.insert(
    transfersOf(
      {
        company: item.company,
        postingKey: `fee-claimed:${item.id}`,
        event: 'fee-claimed',
        effectiveOn: ports.clock.today(),
        evidenceKind: 'difference',
        evidenceId: resolutionId,
        postings: feeClaimed({ amountFen }),
      },
      ports,
    ),
  )
  return {}
}
