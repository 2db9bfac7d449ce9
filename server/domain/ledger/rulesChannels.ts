import type { PaymentSource } from '../payment/payment'
import { clearingAccount } from './rules'
import type { Posting } from './transfer'

/** Debit and credit of what lies between a channel and our own account at a bank; a third part of `rules`. Amounts in fen. */

/**
 * A channel or bank keeps its fee back from what it took for us. Negative: more came back with refunds than was taken, or
 * a changed file says less than the one before.
 */
export function channelFee({ source, feeFen }: { source: PaymentSource; feeFen: number }): Posting[] {
  const clearing = clearingAccount(source)
  if (feeFen === 0) return []
  return feeFen > 0
    ? [{ debitAccount: 'channel-fees', creditAccount: clearing, amountFen: feeFen }]
    : [{ debitAccount: clearing, creditAccount: 'channel-fees', amountFen: 0 - feeFen }]
}

/** What a channel or bank took for us is in our account: the bank's statement shows it. */
export function channelSettled({ source, amountFen }: { source: PaymentSource; amountFen: number }): Posting[] {
  return [{ debitAccount: 'bank', creditAccount: clearingAccount(source), amountFen }]
}
