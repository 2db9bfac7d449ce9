import { startOfDay } from '../../server/domain/calendar/civilDate'
import type { DayCut } from '../../server/domain/reconciliation/dayCut'
import { rowInHand } from '../../server/domain/reconciliation/judge'
import { type Matching, matchLeftovers } from '../../server/domain/reconciliation/matchDay'
import { hashOf } from '../../server/domain/reconciliation/numberHash'
import { indexOurRows } from '../../server/domain/reconciliation/ourRowIndex'
import { type ChannelRow, type OurRow, type RowDigest, signedFen } from '../../server/domain/reconciliation/row'

export const DAY = '2026-11-20'

export const at = (time: string) => {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
  return startOfDay(DAY) + (hour * 3600 + minute * 60 + second) * 1000
}

/** A payment as our books have it. */
export const ourPayment = (n: number, more: Partial<OurRow> = {}): OurRow => ({
  kind: 'payment',
  state: 'settled',
  key: `42000029992026112000${n}`,
  otherKey: `HP261120${n}`,
  orderNo: `HP261120${n}`,
  channelNo: `42000029992026112000${n}`,
  amountFen: 100_000 + n,
  at: at('10:00:00'),
  ...more,
})

/** A refund as our books have it. */
export const ourRefund = (n: number, more: Partial<OurRow> = {}): OurRow => ({
  kind: 'refund',
  state: 'settled',
  key: `RF261120${n}`,
  otherKey: `50300000000202611200${n}`,
  orderNo: `HP261120${n}`,
  channelNo: `50300000000202611200${n}`,
  amountFen: 1_000 + n,
  at: at('11:00:00'),
  ...more,
})

/** The same row as the channel's file has it: fee 0.20 %. */
export const theirs = (row: OurRow, more: Partial<ChannelRow> = {}): ChannelRow => {
  const amountFen = more.amountFen ?? row.amountFen
  return {
    ...row,
    fee: { milliFen: Math.round((amountFen * 2000) / 1_000_000) * 1000, ratePpm: 2000, onFen: amountFen },
    foreignMerchant: false,
    line: 2,
    ...more,
  }
}

export interface Told extends Matching {
  exact: number
  ourTotalFen: number
  theirTotalFen: number
}

/**
 * What the exact pass compares of a row of ours; a bank's payment has its payer's code beside its number. The store reads the same
 * straight from the table (stores/ourRows.ts).
 */
const digestOf = ({ kind, state, key, otherKey, amountFen, payerCode }: OurRow): RowDigest => ({
  kind,
  state,
  key: hashOf(key),
  otherKey: hashOf(otherKey || (payerCode ?? '')),
  amountFen,
})

/** Reconciles rows as the application does: the exact pass while the file streams by, then the later passes. */
export function reconcileRows(ours: readonly OurRow[], file: readonly ChannelRow[], cut?: DayCut): Told {
  const book = indexOurRows()
  for (const row of ours) book.add(digestOf(row))
  const left: ChannelRow[] = []
  for (const row of file) if (!book.take(rowInHand(row, DAY))) left.push(row)
  const matching = matchLeftovers({
    date: DAY,
    ours: ours.filter((row) => book.isOpen(row)),
    theirs: left,
    isTaken: book.isTaken,
    cut,
  })
  return {
    ...matching,
    exact: book.taken,
    ourTotalFen: book.totalFen + matching.cut.movedFen,
    theirTotalFen: file.reduce((sum, row) => sum + signedFen(row), 0),
  }
}

export const kinds = ({ differences }: Pick<Matching, 'differences'>) => differences.map(({ kind }) => kind)
