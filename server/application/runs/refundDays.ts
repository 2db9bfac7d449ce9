import { daysFromTo } from '../../domain/calendar/civilDate'
import { type ChannelFileDay, listsEitherDay } from '../../domain/reconciliation/channelFile'
import { mismatchOf } from '../../domain/reconciliation/judge'
import type { Mismatch } from '../../domain/reconciliation/mismatch'
import { type ChannelRow, DAYS_TO_REFUND, type OurRow, signedFen } from '../../domain/reconciliation/row'
import type { Store } from '../ports/database'
import type { FiledRefund, RefundFiling } from '../ports/reconciliation'

/** What a day's file and our books leave of refunds that stand on one of several days. */
export interface RefundsOfOtherDays {
  /** Ours that belong to other days and may stand in this file. */
  ours: OurRow[]
  /** What those add to our total, in fen. */
  addedFen: number
  /** Rows of refunds that another day's file has already: each counts once. */
  twice: ReadonlySet<ChannelRow>
  differences: Mismatch[]
  /** Whether a refund of ours may yet stand in another day's file, so that this one does not miss it. */
  waits(row: OurRow): boolean
  /** What becomes known once the rows are matched: which refunds this file holds, and the items of other days that it explains. */
  filing(held: (refundNo: string) => boolean, alone: readonly OurRow[]): Promise<RefundFiling>
}

type Leftovers = {
  ours: readonly OurRow[]
  theirs: readonly ChannelRow[]
  isTaken: (kind: 'refund', key: string) => boolean
}

const TELLS_OF_OURS = new Set<string>(['ours-only', 'carried-over'])

/** Whether a refund's row may stand in a day's file: on its own days, or some days around them. */
function isNear({ acceptedOn, row }: FiledRefund, date: string): boolean {
  const days = [acceptedOn, row.doneOn ?? null].filter((one) => one !== null)
  return days.length === 0 || days.some((one) => Math.abs(daysFromTo(one, date)) <= DAYS_TO_REFUND)
}

/**
 * A channel may book a refund on the day on which it accepts it, or on the day on which it is done (formats.md 2.2, 10.13): whichever
 * day's file has the row first holds the refund; the other day does not miss it, and a second row of it counts nowhere. What
 * neither file has is told on the day on which it was done. Undefined for channels that know one day only.
 */
export async function refundsOfOtherDays(
  { reconciliation }: Pick<Store, 'reconciliation'>,
  day: ChannelFileDay,
  { ours, theirs, isTaken }: Leftovers,
): Promise<RefundsOfOtherDays | undefined> {
  if (!listsEitherDay(day)) return undefined
  const here = new Set(ours.map(({ key }) => key))
  const strange = theirs.filter(
    ({ kind, key, foreignMerchant }) =>
      kind === 'refund' && !foreignMerchant && !here.has(key) && !isTaken('refund', key),
  )
  const named = await reconciliation.refundsNamed(day, [...new Set(strange.map(({ key }) => key))])
  const known = new Map<string, FiledRefund>()
  for (const refund of [...(await reconciliation.refundsDone(day)), ...named]) {
    if (isNear(refund, day.date) && !here.has(refund.row.key)) known.set(refund.row.key, refund)
  }
  const elsewhere = ({ filedOn }: FiledRefund) => filedOn !== null && filedOn !== day.date
  const twice = new Set<ChannelRow>()
  const differences: Mismatch[] = []
  for (const row of strange) {
    const refund = known.get(row.key)
    if (!refund || !elsewhere(refund)) continue
    twice.add(row)
    const reason = `第 ${row.line} 行：${refund.filedOn} 的文件已有这笔退款`
    differences.push(mismatchOf('duplicate-row', { theirs: row }, reason))
  }
  const joined = [...known.values()].filter((refund) => !elsewhere(refund))

  return {
    ours: joined.map(({ row }) => row),
    addedFen: joined.reduce((sum, { row }) => sum + signedFen(row), 0),
    twice,
    differences,
    waits: ({ kind, state, doneOn }) => kind === 'refund' && state !== 'failed' && doneOn !== day.date,

    async filing(held, alone) {
      const days = new Set(await reconciliation.daysDone(day))
      for (const { acceptedOn, row } of joined) {
        for (const one of [acceptedOn, row.doneOn]) if (one) days.add(one)
      }
      days.delete(day.date)
      const closes: string[] = []
      for (const date of days) {
        for (const item of await reconciliation.itemsOf({ ...day, date })) {
          if (item.rowKind === 'refund' && item.ourFen !== null && TELLS_OF_OURS.has(item.kind) && held(item.key))
            closes.push(item.id)
        }
      }
      return {
        found: joined.map(({ row }) => row.key).filter(held),
        alone: alone.map(({ key }) => key),
        closes,
        days: [...days],
      }
    },
  }
}
