import { isChannel } from '../../../../contract/channelWords'
import { formatYuan } from '../../../../contract/money'
import { isPaymentMissed, nameOf, theirsOf, whoIsAsked } from '../../../domain/difference/facts'
import { bookIntoSuspense, missedPayment } from '../resolve/missedPayment'
import type { ResolutionRule } from '../resolve/resolution'
import { bankRow, thatVeryPayment } from '../resolve/truth'

/** 补记并原路退回: a payment that we missed is booked and goes back the way it came, which only channels have. */
export const refund = {
  name: 'refund',
  of: ['transaction'],
  fits: (item, facts) => isChannel(item.channel) && isPaymentMissed(item, facts),
  amount: theirsOf,
  sentence: (item, facts) =>
    `${whoIsAsked(item)}，补记${nameOf(item, facts)} 收款 ${formatYuan(theirsOf(item))}，再原路退回付款人`,
  needs: [],
  truth: { ofPayment: thatVeryPayment, ofBank: bankRow },
  run: missedPayment(bookIntoSuspense, 'refund-original-route'),
} satisfies ResolutionRule
