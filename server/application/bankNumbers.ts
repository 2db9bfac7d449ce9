import { countedFen, type PaymentSource } from '../domain/payment/payment'
import { type CounterRow, isReversal, numberOfDay } from '../domain/reconciliation/counterRow'
import type { Store } from './ports'

/** What our tables hold. */
const LONGEST_NUMBER = 64

/**
 * The payments of a bank's file under the numbers by which they are booked. A bank may begin its numbers anew (each day, each
 * year): a payment whose number we have on another day, of another amount or household, is another payment, and would be lost
 * under the first one's number (M7). One that is the same but for its day is left for people to look at.
 */
export async function bookedNumbers(
  store: Pick<Store, 'payments' | 'households' | 'differences'>,
  { company, source }: { company: string; source: PaymentSource },
  rows: readonly CounterRow[],
): Promise<CounterRow[]> {
  const numbers = rows.filter((row) => !isReversal(row)).map(({ traceNo }) => traceNo)
  const known = await store.differences.paymentsOf(company, source, numbers)

  async function isAnother(row: CounterRow): Promise<boolean> {
    const there = known.get(row.traceNo)
    if (isReversal(row) || !there || there.paidOn === row.paidOn) return false
    if (numberOfDay(row).length > LONGEST_NUMBER) return false
    const payment = await store.payments.byTransaction(company, source, row.traceNo)
    if (!payment) return false
    const household = await store.households.byUserCode(company, row.userCode)
    const sameAmount = payment.amountFen === row.amountFen || countedFen(payment) === row.amountFen
    return !sameAmount || payment.householdId !== (household?.id ?? null)
  }

  const named: CounterRow[] = []
  for (const row of rows) named.push((await isAnother(row)) ? { ...row, traceNo: numberOfDay(row) } : row)
  return named
}
