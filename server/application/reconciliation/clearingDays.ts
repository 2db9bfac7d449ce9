import { fileDayOf, type Payment } from '../../domain/payment/payment'
import { type ChannelFileDay, fileInForce } from '../../domain/reconciliation/channelFile'
import { type CounterRow, clearsLater, isReversal } from '../../domain/reconciliation/row'
import type { Bank, ChannelFileArchive } from '../ports/channelFiles'
import type { Database } from '../ports/database'

/** What a bank's file says of other days' payments and differences. */
export interface ClearingDaysMoved {
  /** Differences of other days that this file explains: the bank has the payment, on its clearing day. */
  closes: string[]
  /** Those other days. */
  days: string[]
}

/**
 * A bank's payment belongs to the clearing day of the file that holds it. What is booked already and stands in this file moves to
 * its day, unless the file in force of the day where it was still holds it; an earlier day that called it short is told.
 */
export function createClearingDays({
  database,
  archive,
}: {
  database: Database
  archive: Pick<ChannelFileArchive, 'pathOf'>
}) {
  const { read } = database

  async function heldBy(day: ChannelFileDay, bank: Bank, company: string): Promise<ReadonlySet<string>> {
    const file = fileInForce(await read.channelFiles.ofDay(day))
    const reading = file && (await bank.read(archive.pathOf(file.path), { company, date: day.date }))
    return new Set(reading?.outcome === 'read' ? reading.rows.map(({ traceNo }) => traceNo) : [])
  }

  return async function moveToClearingDay(
    day: ChannelFileDay,
    rows: readonly CounterRow[],
    { bank, companyName }: { bank: Bank; companyName: string },
  ): Promise<ClearingDaysMoved> {
    const { company, channel, date } = day
    const here = (row: CounterRow) => !isReversal(row) && (row.paidOn === date || clearsLater(row, date))
    const own = rows.filter(here)
    const known = await read.differences.paymentsOf(
      company,
      channel,
      own.map(({ traceNo }) => traceNo),
    )
    const held = new Map<string, ReadonlySet<string>>()
    const moved: { payment: Payment; from: string }[] = []
    const later: CounterRow[] = []
    for (const row of own) {
      const there = known.get(row.traceNo)
      if (!there || (there.paidOn === row.paidOn && row.paidOn === date && !there.filedOn)) continue
      const payment = await read.payments.byId(there.id)
      if (!payment || payment.paidOn !== row.paidOn) continue
      const from = fileDayOf(payment)
      if (from !== date) {
        if (!held.has(from)) held.set(from, await heldBy({ ...day, date: from }, bank, companyName))
        if (held.get(from)?.has(row.traceNo)) continue
        moved.push({ payment, from })
      }
      later.push(row)
    }
    await database.transaction(async (store) => {
      for (const { payment } of moved) await store.payments.file(payment.id, payment.paidOn === date ? null : date)
    })
    const days = [...new Set([...later.map(({ paidOn }) => paidOn), ...moved.map(({ from }) => from)])].filter(
      (one) => one !== date,
    )
    const keys = new Set(later.map(({ traceNo }) => traceNo))
    const closes: string[] = []
    for (const other of days) {
      const items = await read.reconciliation.itemsOf({ ...day, date: other })
      closes.push(...items.filter((item) => item.kind === 'ours-only' && keys.has(item.key)).map(({ id }) => id))
    }
    return { closes, days }
  }
}
