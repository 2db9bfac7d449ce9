import { formatYuan } from '../../../../contract/money'
import { nameOf, theirsOf } from '../../../domain/difference/facts'
import { hasMoved } from '../../../domain/difference/resolution'
import { channelCharged } from '../../../domain/ledger/rulesOfDifferences'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import type { ResolutionRule } from '../resolve/resolution'

/** 记为渠道费用: what a channel has taken from the account there beside its payments' fees is an expense. */
export const channelCharge = {
  name: 'channel-charge',
  of: ['movement'],
  fits: (item, { isBooked }) => (item.theirFen ?? 0) < 0 && !isBooked,
  amount: theirsOf,
  sentence: (item, facts) =>
    `以渠道账单为准，${nameOf(item, facts)} 扣款 ${formatYuan(theirsOf(item))} 是渠道收费，记入渠道手续费`,
  needs: [],
  truth: null,
  settles: true,
  /** Booked once, on the day of the channel's file. Refused: `books-changed`. */
  async run(store, { item, resolutionId, before }, ports) {
    const { company, channel: source, date: effectiveOn, theirFen } = item
    if (theirFen === null || theirFen >= 0) return refuse('resolution-does-not-fit')
    if (before.some(hasMoved)) return refuse('books-changed')
    const posting = {
      company,
      effectiveOn,
      event: 'channel-charged',
      postingKey: `channel-charged:${item.id}`,
    } as const
    const evidence = { evidenceKind: 'difference', evidenceId: resolutionId } as const
    const postings = channelCharged({ source, amountFen: 0 - theirFen })
    await store.ledger.insert(transfersOf({ ...posting, ...evidence, postings }, ports))
    return {}
  },
} satisfies ResolutionRule
