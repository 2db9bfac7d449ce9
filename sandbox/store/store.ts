import { type BankPayments, bankPayments, type DayFiles, dayFiles, type Payouts, payouts } from './bankPayments'
import { type FaultRows, faultRows, type LoginCodes, loginCodes, type Messages, messages } from './messages'
import { type Notifications, notifications } from './notifications'
import { type NuonuoBooks, nuonuoBooks } from './nuonuo'
import { type Db, type Numbers, numbers, openDatabase } from './open'
import { type Orders, orders } from './orders'
import { type Refunds, refunds } from './refunds'

/** All that the sandbox remembers. Everything is synchronous: what is called in one turn happens together. */
export interface Store {
  orders: Orders
  refunds: Refunds
  notifications: Notifications
  loginCodes: LoginCodes
  numbers: Numbers
  faults: FaultRows
  dayFiles: DayFiles
  bankPayments: BankPayments
  payouts: Payouts
  messages: Messages
  nuonuo: NuonuoBooks
  /** Runs all or nothing; throws what `work` throws. */
  together<T>(work: () => T): T
  close(): void
}

export function openStore(dataDir: string): Store {
  const db: Db = openDatabase(dataDir)
  return {
    orders: orders(db),
    refunds: refunds(db),
    notifications: notifications(db),
    loginCodes: loginCodes(db),
    numbers: numbers(db),
    faults: faultRows(db),
    dayFiles: dayFiles(db),
    bankPayments: bankPayments(db),
    payouts: payouts(db),
    messages: messages(db),
    nuonuo: nuonuoBooks(db),
    together: (work) => db.transaction(work).immediate(),
    close: () => db.close(),
  }
}
