import { formatYuan } from '../../../../contract/money'
import { nameOf, theirsOf } from '../../../domain/difference/facts'
import { bookMovement } from '../resolve/ownMovement'
import type { ResolutionRule } from '../resolve/resolution'

/** 本公司其他收支: money of ours that no household and no channel sent or got (a transfer between accounts, a bill paid): the general ledger tells what for. */
export const bookOwnMovement = {
  name: 'book-own-movement',
  of: ['debit', 'deposit'],
  fits: (_, { isBooked }) => !isBooked && 'last',
  amount: theirsOf,
  sentence: (item, facts) =>
    `以对账单为准，${nameOf(item, facts)} ${(item.theirFen ?? 0) < 0 ? '支出' : '到账'} ${formatYuan(theirsOf(item))} ` +
    '是本公司其他收支，记入清算资金往来，由总账记明用途',
  needs: [],
  truth: null,
  run: bookMovement('own-movement', 'general-ledger'),
} satisfies ResolutionRule
