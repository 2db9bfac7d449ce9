import { formatYuan } from '../../../../contract/money'
import { isPaymentMissed, nameOf, theirsOf, whoIsAsked } from '../../../domain/difference/facts'
import { bookIntoSuspense, missedPayment } from '../resolve/missedPayment'
import type { ResolutionRule } from '../resolve/resolution'
import { bankRow, thatVeryPayment } from '../resolve/truth'

/** 补记并抵缴指定用户: a payment that we missed, or money in our account that nothing explains, pays a household's bills. */
export const apply = {
  name: 'apply',
  of: ['transaction', 'deposit'],
  fits: (item, facts) => (item.subKind === 'deposit' ? !facts.isBooked : isPaymentMissed(item, facts)),
  amount: theirsOf,
  sentence: (item, facts) =>
    `${whoIsAsked(item)}，补记${nameOf(item, facts)} 收款 ${formatYuan(theirsOf(item))}，抵缴指定用户的账单`,
  needs: ['user-code'],
  truth: { ofPayment: thatVeryPayment, ofBank: bankRow },
  run: missedPayment(bookIntoSuspense, 'apply-to-bill'),
} satisfies ResolutionRule
