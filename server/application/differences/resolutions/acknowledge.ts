import { type Item, kindNow, nameOf, type ResolvingFacts } from '../../../domain/difference/facts'
import { DIFFERENCE_SUB_KINDS, type DifferenceSubKind } from '../../../domain/reconciliation/mismatch'
import { isRefusal, refuse } from '../../common/refusal'
import { missingTransitOf } from '../facts'
import { followPayer } from '../resolve/correctedPayer'
import type { ResolutionRule } from '../resolve/resolution'

/** 确认，不涉及资金: a person has looked and nothing is to be booked; offered where no money of ours has moved, or moves by this. */
export const acknowledge = {
  name: 'acknowledge',
  // An older proposal may be about any.
  of: Object.keys(DIFFERENCE_SUB_KINDS) as DifferenceSubKind[],
  fits: (item, facts) => (isHarmless(item, facts) ? 'last' : false),
  amount: () => null,
  sentence(item, facts) {
    const name = nameOf(item, facts)
    return facts.bookedOn === null ? `确认${name} 已查明，不记账` : `${name} 我方已记在 ${facts.bookedOn}，确认不再处理`
  },
  needs: [],
  truth: null,
  /** What is said not to move money is so only while no money is missing: an older proposal may have been made when nobody looked. */
  async run(store, at) {
    if (await missingTransitOf(store, at.item)) return refuse('resolution-does-not-fit')
    if (at.item.kind !== 'payer') return {}
    // People have sent the money where it belongs before its bank put the code right: only the code is followed.
    const told = await followPayer(store, at)
    return isRefusal(told) ? told : {}
  },
} satisfies ResolutionRule

function isHarmless(item: Item, facts: ResolvingFacts): boolean {
  switch (item.subKind) {
    case 'arrival':
    case 'gap':
      return false
    case 'contradiction':
      return !facts.contradictsBooked
    case 'missing':
      return facts.missing === null
    case 'transaction':
      return isTransactionHarmless(item, facts)
    default:
      return true
  }
}

function isTransactionHarmless(item: Item, facts: ResolvingFacts): boolean {
  switch (kindNow(item, facts)) {
    case 'channel-only':
      return item.rowKind === 'payment' && facts.bookedOn !== null
    case 'status':
      return item.ourFen === null
    case 'payer':
      // A word is enough only where people have sent it elsewhere before.
      return facts.payer?.wasMoved === true
    case 'duplicate-row':
    case 'foreign':
      return true
    default:
      return false
  }
}
