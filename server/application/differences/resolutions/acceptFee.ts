import { formatYuan } from '../../../../contract/money'
import { mostFeeOf } from '../../../domain/bankMatching/fees'
import { apartOf, byFenOf, nameOf, theirsOf } from '../../../domain/difference/facts'
import { refuse } from '../../common/refusal'
import { bookArrived, quotedBy } from '../resolve/arrival'
import type { ResolutionRule } from '../resolve/resolution'

/** 接受渠道手续费: what a channel took beyond its rate is let be; what came short of what it sent, by a fee at most, was its fee. */
export const acceptFee = {
  name: 'accept-fee',
  of: ['transaction', 'arrival'],
  fits(item) {
    if (item.subKind !== 'arrival') return item.kind === 'fee'
    const shortFen = 0 - byFenOf(item)
    return shortFen >= 0 && shortFen <= mostFeeOf(item.ourFen ?? 0)
  },
  amount: (item) => (item.subKind === 'arrival' ? theirsOf(item) : null),
  sentence(item, facts) {
    const name = nameOf(item, facts)
    if (item.subKind !== 'arrival') return `接受${name} 的手续费，以渠道为准，不追索`
    const [came, short] = [formatYuan(theirsOf(item)), formatYuan(apartOf(item))]
    return `以对账单为准，${name} 按实到 ${came} 入账，少到的 ${short} 记为渠道手续费`
  },
  needs: [],
  truth: null,
  /** A person's word is the whole action of a fee; money that came is booked. Refused: `books-changed`. */
  async run(store, { item }, ports) {
    if (item.subKind !== 'arrival') return {}
    const quoted = await quotedBy(store, item)
    if (!quoted) return refuse('books-changed')
    await bookArrived(store, quoted, ports)
    return {}
  },
} satisfies ResolutionRule
