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
    if (MOVEMENTS.has(item.subKind)) return `${name} 已另行入账，确认不再记账`
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

/** What moved on our own account, or on the one at a channel. */
const MOVEMENTS = new Set<DifferenceSubKind>(['deposit', 'debit', 'quoted-amount', 'movement'])

function isHarmless(item: Item, facts: ResolvingFacts): boolean {
  switch (item.subKind) {
    case 'arrival':
    case 'gap':
    // What moved on an account has moved: it is booked, never only looked at.
    case 'deposit':
    case 'debit':
    case 'quoted-amount':
    case 'movement':
      return facts.isBooked
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
      return facts.bookedOn !== null
    case 'status':
      return item.ourFen === null
    case 'payer':
      // A word is enough only where people have sent it elsewhere before.
      return facts.payer?.wasMoved === true
    case 'duplicate-row':
      // Of another amount or user it is what the bank says it took: the bank confirms it, or sends its file again without it.
      return !facts.secondOfNumber
    case 'foreign':
      return true
    default:
      return false
  }
}
