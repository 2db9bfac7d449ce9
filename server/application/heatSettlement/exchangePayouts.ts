import { addDays, daysFromTo } from '../../domain/calendar/civilDate'
import { type PayoutBatch, resultFileName } from '../../domain/heatSettlement/payout'
import { type Clerk, visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { PayoutArchive, PayoutBank, PayoutLayout, PayoutRequestRow } from '../ports/banks'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids, Log } from '../ports/system'
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
  ): Promise<Exchanged | Refusal<'bank-unreachable' | 'file-refused' | 'not-found'>> {
    const batch = visibleTo(clerk, await database.read.payouts.batchById(batchId))
    if (isRefusal(batch)) return batch
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

const TRY_AGAIN_MS = 5 * 60_000

interface WritePayoutPorts {
  database: Database
  clock: Clock
  log: Log
  layout: PayoutLayout
  archive: PayoutArchive
  /** The line to the bank; absent where files are carried by hand. */
  bank: PayoutBank | undefined
}

/** Puts approved batches into the bank's files. The file follows from the batch alone: written again it is the same. */
export function createWritePayout({ database, clock, log, layout, archive, bank }: WritePayoutPorts) {
  const { read } = database

  return {
    /** Writes a batch's file and hands it in. Gives when to try again, or null when that is done. */
    async write(batchId: string): Promise<number | null> {
      const batch = await read.payouts.batchById(batchId)
      if (!batch) return null
      const bytes = await requestOf(read, batch, layout)
      await archive.write(batch.company, batch.fileName, bytes)
      if (!bank || batch.status !== 'approved') return null
      const sent = await bank.send(batch.company, batch.fileName, bytes)
      if (sent !== 'sent') {
        log.warn({ batch: batchId, code: sent.code }, 'the bank did not take a payout file')
        return clock.now() + TRY_AGAIN_MS
      }
      await database.transaction((store) => store.payouts.changeBatch(batchId, ['approved'], { status: 'sent' }))
      return null
    },

    /** A batch's file for a member of staff who carries it to the bank. */
    async file(
      clerk: Pick<Clerk, 'company'>,
      batchId: string,
    ): Promise<{ fileName: string; content: Buffer } | Refusal<'not-found'>> {
      const batch = visibleTo(clerk, await read.payouts.batchById(batchId))
      if (isRefusal(batch)) return batch
      return { fileName: batch.fileName, content: await requestOf(read, batch, layout) }
    },
  }
}

async function requestOf(
  read: Pick<Store, 'payouts' | 'refundApplications' | 'refundCards'>,
  batch: PayoutBatch,
  layout: PayoutLayout,
): Promise<Buffer> {
  const items = await read.payouts.itemsOf(batch.id)
  const found = await read.refundApplications.byIds(items.map(({ applicationId }) => applicationId))
  const byId = new Map(found.map((application) => [application.id, application]))
  const rows = items.map(({ applicationId, serial, amountFen }): PayoutRequestRow => {
    const application = byId.get(applicationId)
    if (!application) throw new Error(`payout ${serial} names an application that is not there`)
    const { bankCard, owner, cardCheck } = application
    return {
      serial,
      account: bankCard,
      name: owner,
      routeNo: cardCheck?.routeNo ?? null,
      bankName: cardCheck?.bankName ?? null,
      amountFen,
      purpose: '热计量退费',
      remark: batch.season,
    }
  })
  const cards = await read.refundCards.ofBatch(batch.id)
  const refunds = cards.map(
    ({ serial, bankCard, owner, cardCheck, amountFen }): PayoutRequestRow => ({
      serial: serial ?? '',
      account: bankCard,
      name: owner,
      routeNo: cardCheck?.routeNo ?? null,
      bankName: cardCheck?.bankName ?? null,
      amountFen,
      purpose: '热费退款',
      remark: batch.season,
    }),
  )
  return layout.request(batch.bank, [...rows, ...refunds])
}
