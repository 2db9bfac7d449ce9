import { addDays, daysFromTo } from '../../domain/calendar/civilDate'
import { resultFileName } from '../../domain/settlement/payout'
import { worksFor } from '../../domain/staff/staff'
import type { PayoutBank, PayoutLayout } from '../bankPort'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import type { Clerk } from '../season/desk'
import { createImportPayouts } from './importPayouts'

/** How a batch stands after the bank was asked. */
export interface Exchanged {
  /** `carried-by-hand`: there is no line to the bank. */
  outcome: 'sent' | 'waiting' | 'imported' | 'carried-by-hand'
  paid: number
  failed: number
  returned: number
}

/** Payments come back within days; nobody is asked about earlier or later ones. */
const RETURN_DAYS = 15

type Ports = {
  database: Database
  clock: Clock
  ids: Ids
  layout: PayoutLayout
  bank: PayoutBank | undefined
  write(batchId: string): Promise<number | null>
}

/**
 * Hands a batch in at the bank, fetches its result, and what came back since (退汇), as far as the bank has it. It may be
 * asked again at any time. Refused: `not-found`, `bank-unreachable`, `file-refused`.
 */
export function createExchangePayouts(ports: Ports) {
  const { database, clock, bank } = ports
  const imports = createImportPayouts(ports)

  return async function exchangePayouts(
    clerk: Pick<Clerk, 'company' | 'loginName'>,
    batchId: string,
  ): Promise<Exchanged | Refusal> {
    const batch = await database.read.payouts.batchById(batchId)
    if (!batch || !worksFor(clerk, batch.company)) return refuse('not-found')
    const sum = { paid: 0, failed: 0, returned: 0 }
    await ports.write(batchId)
    if (!bank) return { outcome: 'carried-by-hand', ...sum }
    const written = await database.read.payouts.batchById(batchId)
    if (written?.status === 'approved') return refuse('bank-unreachable')
    const { company } = batch
    const actor = clerk.loginName
    const result = await bank.result(company, batch.fileName)
    if (result.outcome === 'unavailable') return refuse('bank-unreachable')
    if (result.outcome === 'not-ready') return { outcome: 'sent', ...sum }
    if (result.fileName !== resultFileName(batch.fileName)) {
      return refuse('file-refused', { reason: `银行给的是 ${result.fileName}，不是 ${resultFileName(batch.fileName)}` })
    }
    const settled = await imports.result({ company, fileName: result.fileName, bytes: result.bytes, actor })
    if (isRefusal(settled)) return settled
    sum.paid = settled.paid
    sum.failed = settled.failed
    const days = Math.min(RETURN_DAYS, daysFromTo(batch.madeOn, clock.today()))
    for (let day = 0; day <= days; day++) {
      const came = await bank.returned(company, addDays(batch.madeOn, day))
      if (came.outcome === 'unavailable') return refuse('bank-unreachable')
      if (came.outcome === 'not-ready') continue
      const back = await imports.returned({ company, fileName: came.fileName, bytes: came.bytes, actor })
      if (isRefusal(back)) return back
      sum.returned += back.returned
    }
    return { outcome: 'imported', ...sum }
  }
}
