import type { PayoutBatch } from '../../domain/settlement/payout'
import { worksFor } from '../../domain/staff/staff'
import type { PayoutArchive, PayoutBank, PayoutLayout, PayoutRequestRow } from '../bankPort'
import type { Clock, Database, Log, Store } from '../ports'
import { type Refusal, refuse } from '../refusal'
import type { Clerk } from '../season/desk'

const TRY_AGAIN_MS = 5 * 60_000

interface Ports {
  database: Database
  clock: Clock
  log: Log
  layout: PayoutLayout
  archive: PayoutArchive
  /** The line to the bank; absent where files are carried by hand. */
  bank: PayoutBank | undefined
}

/** Puts approved batches into the bank's files. The file follows from the batch alone: written again it is the same. */
export function createWritePayout({ database, clock, log, layout, archive, bank }: Ports) {
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
    ): Promise<{ fileName: string; content: Buffer } | Refusal> {
      const batch = await read.payouts.batchById(batchId)
      if (!batch || !worksFor(clerk, batch.company)) return refuse('not-found')
      return { fileName: batch.fileName, content: await requestOf(read, batch, layout) }
    },
  }
}

async function requestOf(read: Store, batch: PayoutBatch, layout: PayoutLayout): Promise<Buffer> {
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
