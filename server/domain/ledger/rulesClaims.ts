import type { PaymentSource } from '../payment/payment'
import { clearingAccount } from './rules'
import type { Posting } from './transfer'

/** Debit and credit of money that a channel gives back which we had claimed; a part of `rules`. Amounts in fen. */

/** It came back to the account at the channel (`into` names it), or straight into our own account at a bank. */
export function claimReturned({ into, amountFen }: { into: PaymentSource | 'bank'; amountFen: number }): Posting[] {
  const debitAccount = into === 'bank' ? 'bank' : clearingAccount(into)
  return [{ debitAccount, creditAccount: 'channel-claims', amountFen }]
}
