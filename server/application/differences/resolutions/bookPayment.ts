import { formatYuan } from '../../../../contract/money'
import { isPaymentMissed, nameOf, theirsOf, whoIsAsked } from '../../../domain/difference/facts'
import { bookAsOrdered, missedPayment } from '../resolve/missedPayment'
import type { ResolutionRule } from '../resolve/resolution'
import { bankRow, thatVeryPayment } from '../resolve/truth'

/** 补记收款: a payment that the channel took and we missed is booked as if its notification had come (M6, M7). */
export const bookPayment = {
  name: 'book-payment',
  of: ['transaction'],
  fits: isPaymentMissed,
  amount: theirsOf,
  sentence: (item, facts) => `${whoIsAsked(item)}，补记${nameOf(item, facts)} 收款 ${formatYuan(theirsOf(item))}`,
  needs: [],
  truth: { ofPayment: thatVeryPayment, ofBank: bankRow },
  run: missedPayment(bookAsOrdered),
} satisfies ResolutionRule
