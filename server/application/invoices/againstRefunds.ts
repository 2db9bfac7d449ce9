import type { InvoiceCheckRow } from '../../../contract/consoleInvoices'
import { sumFen } from '../../../contract/money'
import { addDays, civilDayOf, startOfDay } from '../../domain/calendar/civilDate'
import type { Invoice } from '../../domain/invoice/invoice'
import type { Payment } from '../../domain/payment/payment'
import type { Database } from '../ports/database'
import type { Days } from '../ports/desk'
import type { LoweredPayment } from '../ports/invoices'
import { seasonInvoices } from './invoiceable'
import { wasIssued } from './showInvoices'

/** What an invoice says, in fen, against the most that it may say now. */
interface TooMuch {
  invoice: Invoice
  invoicedFen: number
  atMostFen: number
}

/**
 * For the finance desk: what lowered what was paid on some days (domain/invoice/lowering.ts), each with what became of its invoice, and
 * red letters that were issued on them without such a movement. `missing` and `unmatched` are what somebody has to look at; of a sound
 * book there is no `missing` one. Amounts in fen.
 */
export function createInvoicesAgainstRefunds({ database: { read } }: { database: Database }) {
  /** The red letter that a movement waits for, or waited for. */
  async function redOf({ event, evidenceId }: LoweredPayment): Promise<Invoice | undefined> {
    if (event === 'payout-paid') return (await read.invoices.redsFor([evidenceId])).at(-1)
    return read.invoices.redOfRefund(evidenceId)
  }

  /** An invoice that says more than is left now, though no red letter is on its way. */
  async function tooMuch(movement: LoweredPayment): Promise<TooMuch | undefined> {
    const refund = await read.refunds.byNo(movement.evidenceId)
    const payments: Payment[] = refund
      ? [await read.payments.byId(refund.paymentId)].filter((one) => one !== undefined)
      : movement.householdId === null
        ? []
        : await read.payments.byHousehold(movement.householdId)
    for (const payment of payments) {
      const inForce = await read.invoices.inForceOf(payment.id)
      const atMostFen = payment.amountFen - payment.refundedFen
      if (!inForce || inForce.amountFen <= atMostFen || (await read.invoices.redOf(inForce.invoice.id))) continue
      return { invoice: inForce.invoice, invoicedFen: inForce.amountFen, atMostFen }
    }
    if (movement.householdId === null || movement.season === null) return undefined
    const { householdId, season } = movement
    const { refundedFen, remainsFen, invoices } = await seasonInvoices(read, { householdId, season })
    const invoicedFen = sumFen(invoices.map(({ amountFen }) => amountFen))
    const [invoice] = invoices
    if (!invoice || refundedFen === 0 || invoicedFen <= remainsFen) return undefined
    if ((await read.invoices.redsOf(invoices.map(({ id }) => id))).length > 0) return undefined
    return { invoice, invoicedFen, atMostFen: remainsFen }
  }

  async function ofMovement(movement: LoweredPayment): Promise<Omit<InvoiceCheckRow, 'userCode'>> {
    const { event, evidenceId, on, amountFen } = movement
    const of = { what: 'movement' as const, event, evidenceId, on, amountFen }
    const found = await tooMuch(movement)
    if (found) {
      const { invoice, ...fens } = found
      return { ...of, result: 'missing', invoiceNo: invoice.number, ...fens }
    }
    const red = await redOf(movement)
    if (!red) return { ...of, result: 'none', invoiceNo: null, invoicedFen: null, atMostFen: null }
    const result = red.state === 'issued' ? ('issued' as const) : ('waiting' as const)
    const number = wasIssued(red) ? red.number : null
    return { ...of, result, invoiceNo: number, invoicedFen: red.amountFen, atMostFen: null }
  }

  async function ofRed(red: Invoice): Promise<Omit<InvoiceCheckRow, 'userCode'> | undefined> {
    const refund = red.refundNo === null ? undefined : await read.refunds.byNo(red.refundNo)
    if (refund || red.refundApplicationId !== null) return undefined
    const { number: invoiceNo, amountFen } = red
    const on = red.issuedAt ?? red.askedAt
    return {
      ...{ what: 'red' as const, event: null, evidenceId: red.id, on: civilDayOf(on), amountFen },
      ...{ result: 'unmatched' as const, invoiceNo, invoicedFen: amountFen, atMostFen: null },
    }
  }

  return async function againstRefunds(company: string, days: Days): Promise<{ rows: InvoiceCheckRow[] }> {
    const rows: InvoiceCheckRow[] = []
    const codes = new Map<string, string>()
    const codeOf = async (householdId: string | null): Promise<string | null> => {
      if (householdId === null) return null
      const known = codes.get(householdId) ?? (await read.households.byId(householdId))?.userCode
      if (known !== undefined) codes.set(householdId, known)
      return known ?? null
    }
    for (const movement of await read.invoices.lowered(company, days))
      rows.push({ ...(await ofMovement(movement)), userCode: await codeOf(movement.householdId) })
    const until = startOfDay(addDays(days.to, 1))
    for (const red of await read.invoices.redsIssued(company, startOfDay(days.from), until)) {
      const row = await ofRed(red)
      if (row) rows.push({ ...row, userCode: await codeOf(red.householdId) })
    }
    return { rows }
  }
}
