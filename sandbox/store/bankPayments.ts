import type { Db } from './open'

/** A payment at the partner bank's counter. */
export interface BankPayment {
  company: string
  userCode: string
  amountFen: number
  /** Civil day in Beijing. */
  paidOn: string
  traceNo: string
}

export interface BankPayments {
  add(payment: BankPayment): void
  of(company: string, day: string): BankPayment[]
}

export function bankPayments(db: Db): BankPayments {
  const add = db.prepare<[BankPayment]>(
    `INSERT INTO bankPayments (company, userCode, amountFen, paidOn, traceNo)
     VALUES (@company, @userCode, @amountFen, @paidOn, @traceNo)`,
  )
  const of = db.prepare<unknown[], BankPayment>(
    'SELECT company, userCode, amountFen, paidOn, traceNo FROM bankPayments WHERE company = ? AND paidOn = ? ORDER BY id',
  )
  return { add: (payment) => void add.run(payment), of: (company, day) => of.all(company, day) }
}
