import { formatYuan } from '../../../../contract/money'
import { nameOf, theirsOf } from '../../../domain/difference/facts'
import { bookMovement } from '../resolve/ownMovement'
import type { ResolutionRule } from '../resolve/resolution'

/** No single charge of a bank is more, in fen: what is, may be one, but somebody else has to think of it first. */
const MOST_SUGGESTED_FEN = 100_000

/** 记为银行手续费: what our bank has taken for itself is an expense, and the account's book has it from then on. */
export const bookBankCharge = {
  name: 'book-bank-charge',
  of: ['debit'],
  fits: (item, { isBooked }) => !isBooked && (theirsOf(item) <= MOST_SUGGESTED_FEN || 'last'),
  amount: theirsOf,
  sentence: (item, facts) =>
    `以对账单为准，${nameOf(item, facts)} 支出 ${formatYuan(theirsOf(item))} 是银行收费，记入银行手续费`,
  needs: [],
  truth: null,
  run: bookMovement('bank-charge', 'bank-charges'),
} satisfies ResolutionRule
