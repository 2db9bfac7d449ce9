import { excessNumber, type PaymentSource } from '../../../domain/payment/payment'
import { noonOf } from '../../../domain/reconciliation/row'
import type { ExecutorPorts } from '../../approvals/approvals'
import { holdInSuspense } from '../../booking/applyPayment'
import type { Store } from '../../ports/database'

/**
 * Holds what a party has sent beyond what its file says, in suspense with a work item (M7): money that arrived is booked. It is
 * no payment of any file, so that reconciliation counts it with nothing. Gives its payment's id.
 */
export async function holdBeyond(
  store: Pick<Store, 'differences' | 'ledger' | 'payments' | 'suspense'>,
  of: { company: string; source: PaymentSource; number: string; amountFen: number; on: string; mark: string },
  ports: ExecutorPorts,
): Promise<string> {
  const { company, source, number, amountFen, on, mark } = of
  const transactionId = excessNumber(number, mark)
  const money = { company, source, transactionId, orderNo: null, householdId: null, amountFen }
  await holdInSuspense(store, { ...money, paidAt: noonOf(on), paidOn: on }, 'settled-beyond', ports)
  const payment = await store.payments.byTransaction(company, source, transactionId)
  if (!payment) throw new Error(`payment ${transactionId} vanished within its own transaction`)
  await store.differences.correctPayment(payment.id, 0 - amountFen)
  return payment.id
}

/** The end of a resolution's id, which tells what it booked from what another did. */
export const markOf = (resolutionId: string): string => resolutionId.slice(-8)
