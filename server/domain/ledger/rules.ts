import { type Channel, isChannel } from '../../../contract/channelWords'
import type { PaymentSource } from '../payment/payment'
import { keepPositive, type Posting, type Transfer } from './transfer'

/**
 * The only room that knows debit and credit (architecture.md, rule 5). Each function takes a business event in fen and
 * gives its postings; application/common/post.ts makes transfers of them, the rows of the ledger. docs/money.md shows them with
 * numbers. Account ids are those of config/ledger-accounts.yaml.
 */

/** Of the family `clearing:*`; the company's own ledger knows each by its name. */
const CLEARING: Readonly<Record<Channel, string>> = { wechat: 'clearing:wechat', alipay: 'clearing:alipay' }

/** The account that holds what a channel has taken for us and not yet settled. */
export function clearingAccount(source: PaymentSource): string {
  return isChannel(source) ? CLEARING[source] : `clearing:${source}`
}

/** A season's bill is opened: the household owes, the company owes heat. */
export function billOpened(bill: { householdId: string; season: string; billedFen: number }): Posting[] {
  return keepPositive([
    {
      debitAccount: 'receivable',
      creditAccount: 'deferred-income',
      amountFen: bill.billedFen,
      householdId: bill.householdId,
      season: bill.season,
    },
  ])
}

/** One payment's share in one season's bill. */
export interface Share {
  season: string
  principalFen: number
  lateFeeFen: number
}

/** A payment pays bills, oldest season first (C6); what is beyond them is held as the household's credit. */
export function paymentApplied(payment: {
  source: PaymentSource
  householdId: string
  shares: readonly Share[]
  creditFen: number
}): Posting[] {
  const clearing = clearingAccount(payment.source)
  const { householdId } = payment
  return keepPositive([
    ...payment.shares.flatMap(({ season, principalFen, lateFeeFen }) => [
      { debitAccount: clearing, creditAccount: 'late-fee-income', amountFen: lateFeeFen, householdId, season },
      { debitAccount: clearing, creditAccount: 'receivable', amountFen: principalFen, householdId, season },
    ]),
    { debitAccount: clearing, creditAccount: 'household-credit', amountFen: payment.creditFen, householdId },
  ])
}

/** Money arrived that nothing can be done with yet (M7): it is ours to answer for, not ours to keep. */
export function paymentSuspended(payment: {
  source: PaymentSource
  amountFen: number
  householdId: string | null
}): Posting[] {
  return [
    {
      debitAccount: clearingAccount(payment.source),
      creditAccount: 'suspense',
      amountFen: payment.amountFen,
      householdId: payment.householdId,
    },
  ]
}

/** The household's credit pays a bill. */
export function creditApplied(credit: { householdId: string; shares: readonly Share[] }): Posting[] {
  const { householdId } = credit
  return keepPositive(
    credit.shares.flatMap(({ season, principalFen, lateFeeFen }) => [
      {
        debitAccount: 'household-credit',
        creditAccount: 'late-fee-income',
        amountFen: lateFeeFen,
        householdId,
        season,
      },
      { debitAccount: 'household-credit', creditAccount: 'receivable', amountFen: principalFen, householdId, season },
    ]),
  )
}

/**
 * A season's bill is calculated again: what no longer holds is reversed, what holds instead is put on (suspension, moving
 * out, a reduction). What was paid beyond the new fee is taken out of the bill and held as the household's credit.
 */
export function billChanged(change: {
  householdId: string
  season: string
  reversedFen: number
  addedFen: number
  takenBackFen: number
  lateFeeBackFen: number
}): Posting[] {
  const of = { householdId: change.householdId, season: change.season }
  return keepPositive([
    { debitAccount: 'deferred-income', creditAccount: 'receivable', amountFen: change.reversedFen, ...of },
    { debitAccount: 'receivable', creditAccount: 'deferred-income', amountFen: change.addedFen, ...of },
    { debitAccount: 'receivable', creditAccount: 'household-credit', amountFen: change.takenBackFen, ...of },
    { debitAccount: 'late-fee-income', creditAccount: 'household-credit', amountFen: change.lateFeeBackFen, ...of },
  ])
}

/** A refund is decided: the bill's payment is taken back and owed to the payer. */
export function refundRequested(refund: {
  householdId: string | null
  shares: readonly Share[]
  fromCreditFen: number
  fromSuspenseFen: number
}): Posting[] {
  const { householdId } = refund
  return keepPositive([
    ...refund.shares.flatMap(({ season, principalFen, lateFeeFen }) => [
      { debitAccount: 'receivable', creditAccount: 'refunds-payable', amountFen: principalFen, householdId, season },
      { debitAccount: 'late-fee-income', creditAccount: 'refunds-payable', amountFen: lateFeeFen, householdId, season },
    ]),
    {
      debitAccount: 'household-credit',
      creditAccount: 'refunds-payable',
      amountFen: refund.fromCreditFen,
      householdId,
    },
    { debitAccount: 'suspense', creditAccount: 'refunds-payable', amountFen: refund.fromSuspenseFen, householdId },
  ])
}

/** The channel has given a refund back to the payer. */
export function refundPaid(refund: {
  source: PaymentSource
  amountFen: number
  householdId: string | null
}): Posting[] {
  return [
    {
      debitAccount: 'refunds-payable',
      creditAccount: clearingAccount(refund.source),
      amountFen: refund.amountFen,
      householdId: refund.householdId,
    },
  ]
}

/** What is owed to a payer is kept for the household instead: the channel's window is over, or the refund failed (M7). */
export function refundKeptAsCredit(refund: { amountFen: number; householdId: string }): Posting[] {
  return [
    {
      debitAccount: 'refunds-payable',
      creditAccount: 'household-credit',
      amountFen: refund.amountFen,
      householdId: refund.householdId,
    },
  ]
}

/** Money leaves suspense for a household: its bills first, the rest is credit (M7). */
export function suspenseApplied(payment: {
  householdId: string
  shares: readonly Share[]
  creditFen: number
}): Posting[] {
  const { householdId } = payment
  return keepPositive([
    ...payment.shares.flatMap(({ season, principalFen, lateFeeFen }) => [
      { debitAccount: 'suspense', creditAccount: 'late-fee-income', amountFen: lateFeeFen, householdId, season },
      { debitAccount: 'suspense', creditAccount: 'receivable', amountFen: principalFen, householdId, season },
    ]),
    { debitAccount: 'suspense', creditAccount: 'household-credit', amountFen: payment.creditFen, householdId },
  ])
}

/** A payment for the wrong household is taken back from it; the money waits in suspense within the same posting. */
export function paymentTakenBack(payment: {
  householdId: string
  shares: readonly Share[]
  fromCreditFen: number
}): Posting[] {
  const { householdId } = payment
  return keepPositive([
    ...payment.shares.flatMap(({ season, principalFen, lateFeeFen }) => [
      { debitAccount: 'receivable', creditAccount: 'suspense', amountFen: principalFen, householdId, season },
      { debitAccount: 'late-fee-income', creditAccount: 'suspense', amountFen: lateFeeFen, householdId, season },
    ]),
    { debitAccount: 'household-credit', creditAccount: 'suspense', amountFen: payment.fromCreditFen, householdId },
  ])
}

type Posted = Pick<Transfer, 'debitAccount' | 'creditAccount' | 'amountFen' | 'householdId' | 'season'>

/** An entry that should not have been: the same with debit and credit exchanged. Its evidence is the entry that it takes back. */
export function reversed({ debitAccount, creditAccount, amountFen, householdId, season }: Posted): Posting {
  return { debitAccount: creditAccount, creditAccount: debitAccount, amountFen, householdId, season }
}

/** A refund that does not go back the way it came. */
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
