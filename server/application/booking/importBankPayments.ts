import type { PaymentSource } from '../../domain/payment/payment'
import { type CounterRow, clearsLater, isReversal, noonOf } from '../../domain/reconciliation/row'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { type ArrivedMoney, applyToHousehold, holdInSuspense } from './applyPayment'

/** What became of the payments of a bank's file. */
export interface ImportedPayments {
  applied: number
  /** Of households that nobody knows: in suspense, with a work item (M7). */
  suspended: number
  /** Booked before. */
  already: number
}

/** Small enough that a household's other payments need not wait long. */
const CHUNK = 100

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

/** Books one counter payment: applied to the household that its user code names, or kept in suspense (M7). */
export async function bookCounterRow(
  store: Pick<Store, 'bills' | 'households' | 'ledger' | 'payments' | 'suspense' | 'whole'>,
  company: string,
  source: PaymentSource,
  row: Omit<CounterRow, 'line'> & { filedOn?: string },
  ports: Omit<Ports, 'database'>,
): Promise<'applied' | 'suspense' | 'already'> {
  const household = await store.households.byUserCode(company, row.userCode)
  const money: ArrivedMoney = {
    company,
    source,
    transactionId: row.traceNo,
    orderNo: null,
    householdId: household?.id ?? null,
    amountFen: row.amountFen,
    paidAt: row.paidAt ?? noonOf(row.paidOn),
    paidOn: row.paidOn,
    payerCode: row.userCode,
    ...(row.filedOn === undefined ? {} : { filedOn: row.filedOn }),
  }
  if (!household) return holdInSuspense(store, money, 'unknown-household', ports)
  return applyToHousehold(store, { ...money, householdId: household.id }, ports)
}

/**
 * Books the counter payments of a bank's file, each once by the bank's own number (M3): applied to the household that its
 * user code names, or kept in suspense. It may be run again: after a crash it goes on where it stopped. What the bank takes
 * back of an earlier day is no payment: it is left to the comparison, which shows it as a difference until a person decides.
 */
export function createImportBankPayments(ports: Ports) {
  const { database } = ports

  return async function importBankPayments(
    company: string,
    source: PaymentSource,
    file: readonly CounterRow[],
    /** The file's clearing day. */
    fileDay: string,
  ): Promise<ImportedPayments> {
    const rows = file
      .filter((row) => !isReversal(row))
      .map((row) => (clearsLater(row, fileDay) ? { ...row, filedOn: fileDay } : row))
    const sum: ImportedPayments = { applied: 0, suspended: 0, already: 0 }
    for (let at = 0; at < rows.length; at += CHUNK) {
      const outcomes = await database.transaction(async (store) => {
        const booked: ('applied' | 'suspense' | 'already')[] = []
        for (const row of rows.slice(at, at + CHUNK))
          booked.push(await bookCounterRow(store, company, source, row, ports))
        return booked
      })
      for (const outcome of outcomes) sum[outcome === 'suspense' ? 'suspended' : outcome] += 1
    }
    return sum
  }
}
