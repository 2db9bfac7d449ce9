import { formatYuan } from '../../../../contract/money'
import type { Arrival } from '../../../domain/bankMatching/transit'
import { nameOf, oursOf } from '../../../domain/difference/facts'
import { settlementClaimed } from '../../../domain/ledger/rulesOfDifferences'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { ConcurrencyConflict } from '../../ports/database'
import { missingTransitOf } from '../facts'
import { openClaim } from '../resolve/openClaim'
import type { ResolutionRule } from '../resolve/resolution'

/** 向渠道追索未到账款项: what a channel says it has sent, and what never came, is claimed from it. */
export const claimSettlement = {
  name: 'claim-settlement',
  of: ['missing'],
  // What we paid out ourselves and came back is nobody's debt.
  fits: (_, { missing }) => missing !== null && missing !== 'payout',
  amount: oursOf,
  sentence: (item, facts) =>
    `${nameOf(item, facts)} 应到账的 ${formatYuan(oursOf(item))} 没有到，不再在途，转为对渠道的应收追索`,
  needs: [],
  truth: null,
  /**
   * What a channel says it has sent never came: it is a claim against the channel, once, and on its way no more, so that the
   * channel's clearing account is right. When it comes after all, it ends the claim (`claim-returned`). Refused: `books-changed`
   * when it has come in the meantime.
   */
  async run(store, at, ports) {
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
    await openClaim(
      store,
      { item: { ...item, channel: party }, resolutionId },
      { about: 'settlement', amountFen },
      ports,
    )
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
  },
} satisfies ResolutionRule
