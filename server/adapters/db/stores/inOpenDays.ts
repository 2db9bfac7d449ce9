import type { EntityManager } from 'typeorm'
import { civilDayOf } from '../../../domain/calendar/beijingTime'
import { openDayFor } from '../../../domain/closing/closure'
import { digestOf } from '../../../domain/ledger/digest'
import type { Transfer } from '../../../domain/ledger/transfer'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/**
 * Takes a company's closing for this transaction; gives the last closed day, '' before the first. A row that is written
 * protects on a cluster too, where a locking read does not (M2).
 */
export async function takeClosing(manager: EntityManager, company: string): Promise<string> {
  const rows = rowsOf(manager, tables.closingDays)
  const touch = () => rows.update({ touched: () => 'touched + 1' }, { company })
  if ((await touch()) === 0 && (await rows.insert({ company, closedUntil: '', touched: 0 })) === 'duplicate')
    await touch()
  return (await rows.one({ company }))?.closedUntil ?? ''
}

/** The last closed day as it is committed; '' before the first. */
export async function closedUntilOf(manager: EntityManager, company: string): Promise<string> {
  return (await rowsOf(manager, tables.closingDays).one({ company }))?.closedUntil ?? ''
}

/**
 * Moves what would count on a closed day to the first open one (M7: it is booked all the same), sealed anew. What counts on
 * the day on which it is recorded costs one look: that day cannot be closed yet. What comes late waits for whoever closes.
 */
export async function inOpenDays(manager: EntityManager, transfers: readonly Transfer[]): Promise<readonly Transfer[]> {
  const until = new Map<string, string>()
  for (const company of new Set(transfers.map((transfer) => transfer.company))) {
    const late = transfers.some((one) => one.company === company && one.effectiveOn < civilDayOf(one.recordedAt))
    until.set(company, late ? await takeClosing(manager, company) : await closedUntilOf(manager, company))
  }
  return transfers.map((transfer) => {
    const effectiveOn = openDayFor(transfer.effectiveOn, until.get(transfer.company) ?? '')
    if (effectiveOn === transfer.effectiveOn) return transfer
    const moved = { ...transfer, effectiveOn }
    return { ...moved, digest: digestOf(moved) }
  })
}
