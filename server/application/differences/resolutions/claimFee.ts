import { formatYuan } from '../../../../contract/money'
import { apartOf, byFenOf, nameOf } from '../../../domain/difference/facts'
import { hasMoved } from '../../../domain/difference/resolution'
import { feeClaimed } from '../../../domain/ledger/rulesOfDifferences'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { openClaim } from '../resolve/openClaim'
import type { ResolutionRule } from '../resolve/resolution'

/** 向渠道追索手续费: what a channel took beyond its rate is claimed from it. */
export const claimFee = {
  name: 'claim-fee',
  of: ['transaction'],
  fits: (item) => item.kind === 'fee' && byFenOf(item) > 0,
  amount: apartOf,
  sentence: (item, facts) => `向渠道追索${nameOf(item, facts)} 多扣的手续费 ${formatYuan(apartOf(item))}`,
  needs: [],
  truth: null,
  /**
   * A fee beyond its rate becomes a claim against the channel, once, and only where the day's fees are in the books; what a fund flow
   * took beyond its trade bill is in no books yet.
   */
  async run(store, { item, resolutionId, before }, ports) {
    const amountFen = byFenOf(item)
    if (amountFen <= 0) return refuse('resolution-does-not-fit')
    const ofFundFlow = item.bill === 'fundflow'
    if (before.some(hasMoved)) return refuse('books-changed')
    const booked = await store.bankMatching.feesOf(item.company, item.channel, item.date)
    if (!ofFundFlow && (!booked || booked.feeFen < amountFen)) return refuse('fee-not-booked')
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
          postings: feeClaimed({ from: ofFundFlow ? item.channel : 'fees', amountFen }),
        },
        ports,
      ),
    )
    return {}
  },
} satisfies ResolutionRule
