import { type CivilDate, startOfDay } from '../calendar/civilDate'
import { DAY_CUT_MS, mismatchOf } from './judge'
import type { MatchingTable } from './matchingTable'
import type { ChannelRow, OurRow, RowKind } from './row'

const DAY_MS = 86_400_000

/** A difference that another day's run, or an earlier run of this day, has left, and that the day's cut may explain. */
export interface CarriedItem {
  id: string
  rowKind: RowKind
  key: string
  /** On whose side the row was seen. */
  side: 'ours' | 'theirs'
  /** It was closed because a neighbouring day had the other half. */
  closedByCut: boolean
}

/** What is known of a day next to the one that is matched. */
export interface NeighbourDay {
  /** Our rows of that day that lie within DAY_CUT_MS of this one. */
  border: readonly OurRow[]
  /** Whether its file was matched already. */
  reconciled: boolean
  items: readonly CarriedItem[]
}

export interface DayCut {
  before: NeighbourDay
  after: NeighbourDay
  /** What earlier runs of this day have left. */
  own: readonly CarriedItem[]
}

export const NO_DAY_CUT: DayCut = {
  before: { border: [], reconciled: false, items: [] },
  after: { border: [], reconciled: false, items: [] },
  own: [],
}

/** What the day's cut explains: pairs across midnight, the items of neighbouring days that they close, and by how much our day's total moves. */
export interface CutOutcome {
  matched: number
  closes: string[]
  /** Rows that came in from a neighbouring day, less those that its file had. */
  movedFen: number
}

const same = (row: { kind: RowKind; key: string }) => (item: CarriedItem) =>
  item.rowKind === row.kind && item.key === row.key

/** The neighbour on whose file our row may be: the one that its time is next to. */
function neighbourOf(at: number, date: CivilDate, cut: DayCut): NeighbourDay | undefined {
  const sinceMidnight = at - startOfDay(date)
  // A bank's payment of an evening stands in the next day's file, hours after it: that is no day's cut.
  if (sinceMidnight < 0 - DAY_CUT_MS) return undefined
  if (sinceMidnight < DAY_CUT_MS) return cut.before
  return sinceMidnight >= DAY_MS - DAY_CUT_MS ? cut.after : undefined
}

/**
 * The pass of the day's cut. A payment taken at midnight may be on one day here and on the next at the channel (or the
 * other way round): the first of the two days to be matched shows it as carried over, the second pairs the halves and
 * closes it. It takes what it explains from the table.
 */
export function passDayCut(
  table: MatchingTable,
  date: CivilDate,
  cut: DayCut,
  fen: (row: OurRow) => number,
): CutOutcome {
  const outcome: CutOutcome = { matched: 0, closes: [], movedFen: 0 }

  const closedBefore = (row: { kind: RowKind; key: string }, side: CarriedItem['side']) =>
    cut.own.some((item) => item.closedByCut && item.side === side && same(row)(item))

  function theirsOnNeighbour(theirs: ChannelRow, day: NeighbourDay): boolean {
    const ours = day.border.find((row) => row.kind === theirs.kind && row.key === theirs.key)
    if (!ours || ours.amountFen !== theirs.amountFen || theirs.foreignMerchant) return false
    const item = day.items.find((item) => item.side === 'ours' && same(theirs)(item))
    if (item || closedBefore(theirs, 'theirs')) {
      outcome.matched += 1
      if (item) outcome.closes.push(item.id)
      outcome.movedFen += fen(ours)
    } else if (day.reconciled) {
      const reason = `第 ${theirs.line} 行：邻日的文件已有这一笔`
      table.differences.push(mismatchOf('foreign', { theirs }, reason))
    } else {
      const reason = `第 ${theirs.line} 行：我方记在邻日，待邻日对账后了结`
      table.differences.push(mismatchOf('carried-over', { theirs }, reason))
    }
    return true
  }

  function oursOnNeighbour(ours: OurRow, day: NeighbourDay): boolean {
    const item = day.items.find((item) => item.side === 'theirs' && same(ours)(item))
    if (item || closedBefore(ours, 'ours')) {
      outcome.matched += 1
      if (item) outcome.closes.push(item.id)
      outcome.movedFen -= fen(ours)
      return true
    }
    if (day.reconciled) return false
    table.differences.push(mismatchOf('carried-over', { ours }, '午夜前后的一笔，渠道可能记在邻日，待邻日对账后了结'))
    return true
  }

  for (const theirs of table.theirs) {
    if (theirsOnNeighbour(theirs, cut.before) || theirsOnNeighbour(theirs, cut.after)) table.theirs.delete(theirs)
  }
  for (const ours of table.ours) {
    const day = neighbourOf(ours.at, date, cut)
    if (ours.state !== 'failed' && day && oursOnNeighbour(ours, day)) table.ours.delete(ours)
  }
  return outcome
}
