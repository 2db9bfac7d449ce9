import { formatYuan } from '../../../../contract/money'
import { nameOf, theirsOf } from '../../../domain/difference/facts'
import { bookMovement } from '../resolve/ownMovement'
import type { ResolutionRule } from '../resolve/resolution'

/** 记为存款利息: what our bank gave for what the account held. */
export const bookInterest = {
  name: 'book-interest',
  of: ['deposit'],
  fits: (_, { isBooked }) => !isBooked && 'last',
  amount: theirsOf,
  sentence: (item, facts) =>
    `以对账单为准，${nameOf(item, facts)} 到账 ${formatYuan(theirsOf(item))} 是存款利息，记入银行存款利息`,
  needs: [],
  truth: null,
  run: bookMovement('bank-interest', 'bank-interest'),
} satisfies ResolutionRule
