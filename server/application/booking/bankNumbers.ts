import { addDays } from '../../domain/calendar/civilDate'
import { countedFen, type Payment, type PaymentSource } from '../../domain/payment/payment'
import { type CounterRow, isReversal, numberOfDay, numbersOfFurther } from '../../domain/reconciliation/row'
import type { Store } from '../ports/database'

/** What our tables hold. */
const MAX_NUMBER = 64

/** How far back a bank takes back what it booked. */
const MAX_BACK_DAYS = 31

/** Whether a payment is booked by a user code: as its bank's file had it last, or for the household that bears the code. */
export async function isPayer(
  { households }: Pick<Store, 'households'>,
  { company, payerCode, householdId }: Payment,
  userCode: string,
): Promise<boolean> {
  if (payerCode) return payerCode === userCode
  return householdId === ((await households.byUserCode(company, userCode))?.id ?? null)
}

/**
 * The payments of a bank's file under the numbers by which they are booked. A bank may begin its numbers again (each day, each
 * year): a payment whose number we have on another day, of another amount or household, is another payment, and would be lost
 * under the first one's number (M7). One that is the same but for its day is left for people to look at. Of two payments that one
 * day's file has under one number the second is known by the number of its day once people have booked it (bookSecond).
 */
export async function bookedNumbers(
  store: Pick<Store, 'payments' | 'households' | 'differences'>,
  { company, source }: { company: string; source: PaymentSource },
  rows: readonly CounterRow[],
): Promise<CounterRow[]> {
  const { payments, households, differences } = store
  const numbers = rows.filter((row) => !isReversal(row)).map(({ traceNo }) => traceNo)
  const known = await differences.paymentsOf(company, source, numbers)
  const told = rows.filter((row) => !isReversal(row) && known.has(row.traceNo))
  const ofDay = await differences.paymentsOf(company, source, told.map(numberOfDay))
  /** Each booked payment is one row's: a second row like it is a repetition. */
  const used = new Set<string>()

  /** Whether the payment of a number is of a row's amount and household. */
  async function isOf(number: string, { amountFen, userCode }: CounterRow): Promise<boolean> {
    const payment = await payments.byTransaction(company, source, number)
    if (!payment) return false
    const sameAmount = payment.amountFen === amountFen || countedFen(payment) === amountFen
    return sameAmount && (await isPayer({ households }, payment, userCode))
  }

  async function payment(row: CounterRow): Promise<CounterRow> {
    const there = known.get(row.traceNo)
    if (!there || numberOfDay(row).length > MAX_NUMBER) return row
    const sameDay = there.paidOn === row.paidOn
    if (sameDay ? !ofDay.has(numberOfDay(row)) : await isOf(row.traceNo, row)) return row
    const first = sameDay ? row.traceNo : numberOfDay(row)
    const traceNo = (await bookedAs(row, sameDay ? [first, ...numbersOfFurther(row)] : numbersOfFurther(row))) ?? first
    used.add(traceNo)
    return { ...row, traceNo }
  }

  /** The first of some numbers under which a row's payment is booked, and that no other row of the file has taken. */
  async function bookedAs(row: CounterRow, numbers: readonly string[]): Promise<string | undefined> {
    if (!ofDay.has(numberOfDay(row))) return undefined
    for (const number of numbers) if (!used.has(number) && (await isOf(number, row))) return number
    return undefined
  }

  /** What takes a payment back names it by the bank's number: the newest one of that number which it fits. */
  async function reversal(row: CounterRow, traceNo: string): Promise<CounterRow> {
    const days = Array.from({ length: MAX_BACK_DAYS }, (_, back) => addDays(row.paidOn, 0 - back))
    const named = days.flatMap((paidOn) => numbersOfFurther({ traceNo, paidOn }))
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
