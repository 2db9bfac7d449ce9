import type { Db } from './open'

/** A payment at a bank's counter, or the taking back of one. */
export interface BankPayment {
  company: string
  /** The bank's id: `partner`, or another that the sandbox plays. */
  bank: string
  userCode: string
  amountFen: number
  /** Civil day in Beijing. */
  paidOn: string
  traceNo: string
  /** The trace number of the payment that it takes back; null for a payment. */
  reverses: string | null
}

export interface BankPayments {
  add(payment: BankPayment): void
  of(company: string, bank: string, day: string): BankPayment[]
  byTraceNo(company: string, bank: string, traceNo: string): BankPayment | undefined
  isReversed(company: string, bank: string, traceNo: string): boolean
}

const COLUMNS = 'company, bank, userCode, amountFen, paidOn, traceNo, reverses'

export function bankPayments(db: Db): BankPayments {
  const add = db.prepare<[BankPayment]>(
    `INSERT INTO bankPayments (${COLUMNS}) VALUES (@company, @bank, @userCode, @amountFen, @paidOn, @traceNo, @reverses)`,
  )
  const select = (where: string) =>
    db.prepare<unknown[], BankPayment>(
      `SELECT ${COLUMNS} FROM bankPayments WHERE company = ? AND bank = ? AND ${where}`,
    )
  const of = select('paidOn = ? ORDER BY id')
  const byTraceNo = select('traceNo = ?')
  const reversalOf = select('reverses = ?')
  return {
    add: (payment) => void add.run(payment),
    of: (company, bank, day) => of.all(company, bank, day),
    byTraceNo: (company, bank, traceNo) => byTraceNo.get(company, bank, traceNo),
    isReversed: (company, bank, traceNo) => reversalOf.get(company, bank, traceNo) !== undefined,
  }
}
