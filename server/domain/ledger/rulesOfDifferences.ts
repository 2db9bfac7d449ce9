import { sumFen } from '../../../contract/money'
import type { PaymentSource } from '../payment/payment'
import { clearingAccount, refundPaid, refundRequested, type Share } from './rules'
import { keepPositive, type Posting } from './transfer'

/** Debit and credit of resolved differences; a part of `rules`. Amounts in fen. */

/**
 * The channel took less than we booked, or nothing: what is too much leaves the channel's clearing account, and the
 * household owes it again (or, if it was never applied, nobody does).
 */
export function paymentCorrected(payment: {
  source: PaymentSource
  householdId: string | null
  shares: readonly Share[]
  fromCreditFen: number
  fromSuspenseFen: number
}): Posting[] {
  const creditAccount = clearingAccount(payment.source)
  const { householdId } = payment
  return keepPositive([
    ...payment.shares.flatMap(({ season, principalFen, lateFeeFen }) => [
      { debitAccount: 'receivable', creditAccount, amountFen: principalFen, householdId, season },
      { debitAccount: 'late-fee-income', creditAccount, amountFen: lateFeeFen, householdId, season },
    ]),
    { debitAccount: 'household-credit', creditAccount, amountFen: payment.fromCreditFen, householdId },
    { debitAccount: 'suspense', creditAccount, amountFen: payment.fromSuspenseFen, householdId },
  ])
}

/**
 * The channel gave back another amount than we booked. More: what is too much is taken from where the payment went, as with
 * any refund, and leaves the channel's clearing account. Less: the rest is still with the channel, and still owed to the payer.
 */
export function refundCorrected(refund: {
  source: PaymentSource
  householdId: string | null
  shares: readonly Share[]
  fromCreditFen: number
  stillOwedFen: number
}): Posting[] {
  const { source, householdId, shares, fromCreditFen, stillOwedFen } = refund
  const more = refundRequested({ householdId, shares, fromCreditFen, fromSuspenseFen: 0 })
  const amountFen = sumFen(more.map((posting) => posting.amountFen))
  return keepPositive([
    ...more,
    ...refundPaid({ source, amountFen, householdId }),
    {
      debitAccount: clearingAccount(source),
      creditAccount: 'refunds-payable',
      amountFen: stillOwedFen,
      householdId,
    },
  ])
}

/** A channel gave back what no payment of ours has left: anyone who got it, or the channel, owes it to us. */
export function refundClaimed({ source, amountFen }: { source: PaymentSource; amountFen: number }): Posting[] {
  return [{ debitAccount: 'channel-claims', creditAccount: clearingAccount(source), amountFen }]
}

/** What a channel says it has sent never came: it owes us that, and its clearing account is done with it. */
export function settlementClaimed({ source, amountFen }: { source: PaymentSource; amountFen: number }): Posting[] {
  return [{ debitAccount: 'channel-claims', creditAccount: clearingAccount(source), amountFen }]
}

/** A channel took a fee beyond its rate: it owes us the excess, which its trade bill names (`fees`) or its fund flow alone has taken. */
export function feeClaimed({ from, amountFen }: { from: 'fees' | PaymentSource; amountFen: number }): Posting[] {
  const creditAccount = from === 'fees' ? 'channel-fees' : clearingAccount(from)
  return [{ debitAccount: 'channel-claims', creditAccount, amountFen }]
}

/** A fund flow took another fee than the trade bill names, which is in the books: what lies between is let be. Negative: it took less. */
export function feeAccepted({ source, byFen }: { source: PaymentSource; byFen: number }): Posting[] {
  return channelFee({ source, feeFen: byFen })
}

/** What a channel charged beside its payments' fees (a service, a withdrawal) left the account there. */
export function channelCharged({ source, amountFen }: { source: PaymentSource; amountFen: number }): Posting[] {
  return [{ debitAccount: 'channel-fees', creditAccount: clearingAccount(source), amountFen }]
}

/** Money left our own account (`bank`), or the one at a channel, and nobody can say why: whoever let it go owes it to us. */
export function debitClaimed({ from, amountFen }: { from: 'bank' | PaymentSource; amountFen: number }): Posting[] {
  const creditAccount = from === 'bank' ? 'bank' : clearingAccount(from)
  return [{ debitAccount: 'channel-claims', creditAccount, amountFen }]
}

/** A difference too small to pursue is written off: positive when the channel has more than our books, negative when less. */
export function differenceWrittenOff({ source, byFen }: { source: PaymentSource; byFen: number }): Posting[] {
  const clearing = clearingAccount(source)
  return byFen > 0
    ? [{ debitAccount: clearing, creditAccount: 'cash-differences', amountFen: byFen }]
    : [{ debitAccount: 'cash-differences', creditAccount: clearing, amountFen: 0 - byFen }]
}

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

/** Debit and credit of money that a channel gives back which we had claimed; a part of `rules`. Amounts in fen. */

/** It came back to the account at the channel (`into` names it), or straight into our own account at a bank. */
export function claimReturned({ into, amountFen }: { into: PaymentSource | 'bank'; amountFen: number }): Posting[] {
  const debitAccount = into === 'bank' ? 'bank' : clearingAccount(into)
  return [{ debitAccount, creditAccount: 'channel-claims', amountFen }]
}

/** Debit and credit of what moves on our own account and is nobody's payment; a part of `rules`. Amounts in fen. */

/** Against which account such a movement is booked: what the bank charged, what it gave, or what the general ledger knows of. */
export type OwnMovement = 'bank-charges' | 'bank-interest' | 'general-ledger'

/** `fen` is what the account gains: below nothing it has paid. */
export function ownMovement({ against, fen }: { against: OwnMovement; fen: number }): Posting[] {
  if (fen === 0) return []
  return fen > 0
    ? [{ debitAccount: 'bank', creditAccount: against, amountFen: fen }]
    : [{ debitAccount: against, creditAccount: 'bank', amountFen: 0 - fen }]
}
