import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { addDays } from '../../domain/calendar/civilDate'
import type { BillDay } from '../../domain/reconciliation/billFile'
import { noonOf } from '../../domain/reconciliation/counterRow'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { PlannedPayment, SimulatedDay } from '../../domain/simulation/plan'
import { seededIds } from '../../domain/simulation/seededIds'
import type { BankDirectory, BillArchive } from '../billPort'
import { createImportBankPayments } from '../importBankPayments'
import { createKeepBillFile } from '../keepBillFile'
import type { Clock, Database, Ids } from '../ports'
import { stoppedClock } from './stoppedClock'

type Ports = {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  banks: BankDirectory
  archive: BillArchive
}

/**
 * Brings simulated counter payments in the only way there is: the bank writes its file, it is kept, and the payments are
 * booked from it. Gives the file's name.
 */
export function createThroughBank(ports: Ports) {
  const { database, rulebooks, banks } = ports
  const keepBillFile = createKeepBillFile(ports)

  return async function throughBank(
    id: string,
    plan: readonly PlannedPayment[],
    { rulebook, date, seed }: SimulatedDay,
    folder: string,
  ): Promise<string> {
    const bank = banks.get(id)
    if (!bank) throw new Error(`no template of bank ${id}`)
    const of = { company: rulebook.name, date }
    const rows = [...plan]
      .sort((a, b) => a.paidAt - b.paidAt || (a.transactionId < b.transactionId ? -1 : 1))
      .map(({ household: { userCode }, transactionId: traceNo, amountFen }) => ({
        userCode,
        traceNo,
        amountFen,
        paidOn: date,
      }))
    const { name, path } = await bank.write(folder, { ...of, rows })
    const read = await bank.read(path, of)
    if (read.outcome !== 'read') throw new Error(`the simulated bank file cannot be read: ${read.reason}`)
    const day: BillDay = { company: rulebook.id, channel: `bank:${id}`, bill: 'trade', date }
    await keepBillFile.imported(path, day, { ...read, proof: 'asked-for' }, { source: 'cli', receivedBy: AUDIT_SYSTEM })
    const nextDay = addDays(date, 1)
    const importBankPayments = createImportBankPayments({
      database,
      rulebooks,
      clock: stoppedClock(noonOf(nextDay), nextDay),
      ids: seededIds('bank', id, rulebook.id, date, seed),
    })
    await importBankPayments(day.company, day.channel, read.rows, date)
    return name
  }
}
