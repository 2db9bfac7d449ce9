import { formatYuan } from '../../../../contract/money'
import { mostFeeOf } from '../../../domain/bankMatching/fees'
import { apartOf, byFenOf, nameOf, theirsOf } from '../../../domain/difference/facts'
import { hasMoved } from '../../../domain/difference/resolution'
import { feeAccepted } from '../../../domain/ledger/rulesOfDifferences'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { bookArrived, quotedBy } from '../resolve/arrival'
import type { ResolutionRule } from '../resolve/resolution'

/**
 * 接受渠道手续费: what a channel took beyond its rate is let be, and what its fund flow took otherwise than its trade bill names is
 * booked; what came short of what it sent, by a fee at most, was its fee.
 */
export const acceptFee = {
  name: 'accept-fee',
  of: ['transaction', 'arrival'],
  fits(item) {
    if (item.subKind !== 'arrival') return item.kind === 'fee'
    const shortFen = 0 - byFenOf(item)
    return shortFen >= 0 && shortFen <= mostFeeOf(item.ourFen ?? 0)
  },
  amount(item) {
    if (item.subKind === 'arrival') return theirsOf(item)
    return item.bill === 'fundflow' ? apartOf(item) : null
  },
  sentence(item, facts) {
    const name = nameOf(item, facts)
    if (item.subKind !== 'arrival' && item.bill === 'fundflow') {
      return `接受${name} 的手续费，以资金账单为准，与交易账单相差的 ${formatYuan(apartOf(item))} 记入渠道手续费，不追索`
    }
    if (item.subKind !== 'arrival') return `接受${name} 的手续费，以渠道为准，不追索`
    const [came, short] = [formatYuan(theirsOf(item)), formatYuan(apartOf(item))]
    return `以对账单为准，${name} 按实到 ${came} 入账，少到的 ${short} 记为渠道手续费`
  },
  needs: [],
  truth: null,
  /**
   * A fee of a trade bill is in the books as the file names it: a person's word is the whole action. What the fund flow took
   * otherwise is not, and money that came is not: they are booked. Refused: `books-changed`.
   */
  async run(store, { item, resolutionId, before }, ports) {
    if (item.subKind !== 'arrival') {
      if (item.bill !== 'fundflow') return {}
      if (before.some(hasMoved)) return refuse('books-changed')
      const { company, channel: source, date: effectiveOn } = item
      const posting = { company, effectiveOn, event: 'fee-accepted', postingKey: `fee-accepted:${item.id}` } as const
      const evidence = { evidenceKind: 'difference', evidenceId: resolutionId } as const
      const postings = feeAccepted({ source, byFen: byFenOf(item) })
      await store.ledger.insert(transfersOf({ ...posting, ...evidence, postings }, ports))
      return {}
    }
    const quoted = await quotedBy(store, item)
    if (!quoted) return refuse('books-changed')
    await bookArrived(store, quoted, ports)
    return {}
  },
} satisfies ResolutionRule
