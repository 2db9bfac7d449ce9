import type { PaymentSource } from '../payment/payment'
import { clearingAccount } from './rules'
import type { Posting } from './transfer'

/** Debit and credit of refunds that do not go back the way they came; a further part of `rules`. Amounts in fen. */

interface OfRefund {
  amountFen: number
  householdId: string | null
}

/** The bank has paid a refund to the payer's card. */
export function refundPaidToCard({ amountFen, householdId }: OfRefund): Posting[] {
  return [{ debitAccount: 'refunds-payable', creditAccount: 'bank', amountFen, householdId }]
}

/** A refund that the bank had reported as paid came back (退汇): it is owed to the payer again. */
export function refundReturnedFromCard({ amountFen, householdId }: OfRefund): Posting[] {
  return [{ debitAccount: 'bank', creditAccount: 'refunds-payable', amountFen, householdId }]
}

/** The channel gave the money of an abnormal refund to our own account: it is ours to pay out, and still owed. */
export function refundToOwnAccount({
  source,
  amountFen,
  householdId,
}: OfRefund & { source: PaymentSource }): Posting[] {
  return [{ debitAccount: 'bank', creditAccount: clearingAccount(source), amountFen, householdId }]
}
