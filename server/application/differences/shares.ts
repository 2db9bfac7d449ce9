import { formatYuan, sumFen } from '../../../contract/money'
import { theirsOf } from '../../domain/difference/facts'
import type { Difference } from '../../domain/reconciliation/run'
import { type Refusal, refuse } from '../common/refusal'
import type { Store } from '../ports/database'
import type { ResolutionPayload } from './payload'

interface Split {
  shares: NonNullable<ResolutionPayload['shares']>
  /** Who gets how much, for the checker. */
  told: string
}

/**
 * Over which households money in our account is split: at least two shares, which come to the whole, to the fen. Refused:
 * `shares-needed`, `no-such-user-code`.
 */
export async function chooseShares(
  read: Pick<Store, 'households'>,
  item: Difference,
  asked: readonly { userCode: string; amountFen: number }[],
): Promise<Split | Refusal<'no-such-user-code' | 'shares-needed'>> {
  if (asked.length < 2 || sumFen(asked.map(({ amountFen }) => amountFen)) !== theirsOf(item)) {
    return refuse('shares-needed', { amountFen: theirsOf(item) })
  }
  const shares: Split['shares'] = []
  const told: string[] = []
  for (const { userCode, amountFen } of asked) {
    const household = await read.households.byUserCode(item.company, userCode)
    if (!household) return refuse('no-such-user-code')
    shares.push({ householdId: household.id, amountFen })
    told.push(`用户 ${household.userCode} ${household.owner} ${formatYuan(amountFen)}`)
  }
  return { shares, told: `（${told.join('；')}）` }
}
