import { addDays } from '../domain/calendar/civilDate'
import { countedFen, type PaymentSource } from '../domain/payment/payment'
import { type CounterRow, isReversal, numberOfDay } from '../domain/reconciliation/counterRow'
import type { Store } from './ports'

/** What our tables hold. */
const LONGEST_NUMBER = 64
/** How far back a bank takes back what it booked. */
const LONGEST_BACK_DAYS = 31

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
  const { payments, households, differences } = store
  const numbers = rows.filter((row) => !isReversal(row)).map(({ traceNo }) => traceNo)
  const known = await differences.paymentsOf(company, source, numbers)

  /** Whether the payment of a number is of a row's amount and household. */
  async function isOf(number: string, { amountFen, userCode }: CounterRow): Promise<boolean> {
    const payment = await payments.byTransaction(company, source, number)
    if (!payment) return false
    const household = await households.byUserCode(company, userCode)
    const sameAmount = payment.amountFen === amountFen || countedFen(payment) === amountFen
    return sameAmount && payment.householdId === (household?.id ?? null)
  }

  async function payment(row: CounterRow): Promise<CounterRow> {
    const there = known.get(row.traceNo)
    const another = there && there.paidOn !== row.paidOn && numberOfDay(row).length <= LONGEST_NUMBER
    return another && !(await isOf(row.traceNo, row)) ? { ...row, traceNo: numberOfDay(row) } : row
  }

  /** What takes a payment back names it by the bank's number: the newest one of that number which it fits. */
  async function reversal(row: CounterRow, traceNo: string): Promise<CounterRow> {
    const days = Array.from({ length: LONGEST_BACK_DAYS }, (_, back) => addDays(row.paidOn, 0 - back))
    const named = days.map((paidOn) => numberOfDay({ traceNo, paidOn }))
    const booked = await differences.paymentsOf(company, source, named)
    for (const number of named.filter((one) => booked.has(one))) {
      if (await isOf(number, row)) return { ...row, reverses: number }
    }
    return row
  }

  const found: CounterRow[] = []
  for (const row of rows)
    found.push(row.reverses === undefined ? await payment(row) : await reversal(row, row.reverses))
  return found
}
