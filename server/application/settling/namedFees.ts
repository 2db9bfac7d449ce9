import { type BillDay, fileInForce } from '../../domain/reconciliation/billFile'
import type { NamedFee } from '../../domain/settling/accountFees'
import { feeFenOf } from '../../domain/settling/fees'
import type { BillArchive, BillReader } from '../billPort'
import type { Store } from '../ports'

/**
 * What the day's trade bill in force says that each payment and refund cost, for comparing the fund flow with it; empty when
 * there is none yet, or it names no fees.
 */
export async function namedFees(
  read: Store,
  day: BillDay,
  reader: BillReader,
  archive: Pick<BillArchive, 'pathOf'>,
): Promise<NamedFee[]> {
  const file = fileInForce(await read.billFiles.ofDay({ ...day, bill: 'trade' }))
  if (!file) return []
  const named: NamedFee[] = []
  const reading = await reader.read(archive.pathOf(file.path), day.date, (row) => {
    const { kind: rowKind, key, orderNo, channelNo, fee } = row.keep()
    if (!fee || fee.milliFen === 0 || channelNo === null) return
    const feeFen = feeFenOf(Math.abs(fee.milliFen))
    named.push({ rowKind, key, orderNo, channelNo, feeFen: rowKind === 'payment' ? feeFen : 0 - feeFen })
  })
  return reading.outcome === 'read' ? named : []
}
