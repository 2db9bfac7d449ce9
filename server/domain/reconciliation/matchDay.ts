import type { ArrivalPass } from '../bankMatching/transit'
import type { CivilDate } from '../calendar/civilDate'
import { type CutOutcome, type DayCut, NO_DAY_CUT, passDayCut } from './dayCut'
import { foreignReason, judgePair, mismatchOf, wasOnlyAccepted } from './judge'
import { createMatchingTable, type MatchingTable, type PassName, pairBy } from './matchingTable'
import { inOrder, type Mismatch } from './mismatch'
import { type ChannelRow, type OurRow, type RowNumbers, signedFen } from './row'

/** What the exact pass has left on both sides, and what it knows of the rows that it took. */
export interface Leftovers {
  date: CivilDate
  ours: readonly OurRow[]
  theirs: readonly ChannelRow[]
  /** Whether the exact pass has taken our row of this key: one more such row in the file is a repetition. */
  isTaken: (kind: RowNumbers['kind'], key: string) => boolean
  cut?: DayCut
  /** How a pair is judged; a fund-flow bill's lines may be net of their fee. */
  judge?: typeof judgePair
  /** Whether a row of ours that this file has not may yet stand in another day's. */
  waits?: (row: OurRow) => boolean
}

export interface Matching {
  /** Pairs without a difference, by pass (without the exact pass, which has counted its own). */
  matched: Partial<Record<PassName | ArrivalPass, number>>
  differences: Mismatch[]
  cut: CutOutcome
  /** Our refunds that this file does not have. */
  aloneRefunds: OurRow[]
}

const keyText = ({ kind, key }: RowNumbers) => JSON.stringify([kind, key])
const otherKeyText = ({ kind, otherKey }: RowNumbers) =>
  otherKey === '' ? undefined : JSON.stringify([kind, otherKey])
const withAmount = (text: string | undefined, { amountFen }: { amountFen: number }) =>
  text === undefined ? undefined : `${text} ${amountFen}`

/**
 * Pairs what the exact pass has left, in named passes, the surest first, each row used once; judges each pair; tells what
 * stands alone. Pure, and the same whatever the order of the rows (contract.md, Reconciliation).
 */
export function matchLeftovers({
  date,
  ours,
  theirs,
  isTaken,
  cut = NO_DAY_CUT,
  judge = judgePair,
  waits = () => false,
}: Leftovers): Matching {
  const table = createMatchingTable(ours, theirs)
  const byNumber = (row: RowNumbers & { amountFen: number }) => withAmount(keyText(row), row)
  pairBy(table, 'key-and-amount', { ours: byNumber, theirs: byNumber })
  pairBy(table, 'key', { ours: keyText, theirs: keyText })
  passRepetitions(table, date, isTaken)
  const byOther = (row: RowNumbers & { amountFen: number }) => withAmount(otherKeyText(row), row)
  pairBy(table, 'other-key-and-amount', { ours: byOther, theirs: byOther })
  pairBy(table, 'other-key', { ours: otherKeyText, theirs: otherKeyText })
  const aloneRefunds = [...table.ours].filter(({ kind }) => kind === 'refund')
  const waiting = aloneRefunds.filter(waits)
  for (const row of waiting) table.ours.delete(row)
  const cutOutcome = passDayCut(table, date, cut, signedFen)
  passAlone(table, date)

  const matched: Matching['matched'] = cutOutcome.matched > 0 ? { 'day-cut': cutOutcome.matched } : {}
  for (const pair of table.pairs) {
    const difference = judge(pair, date)
    // What was given out when the file was made and has come back since counts in this day's file.
    if (!difference && wasOnlyAccepted(pair.ours, pair.theirs)) cutOutcome.movedFen += signedFen(pair.theirs)
    if (difference) table.differences.push(difference)
    else matched[pair.pass] = (matched[pair.pass] ?? 0) + 1
  }
  for (const row of waiting) cutOutcome.movedFen -= signedFen(row)
  return { matched, differences: inOrder(table.differences), cut: cutOutcome, aloneRefunds }
}

/** Rows whose number was seen already, on a row that has found its partner or on one that waits. */
function passRepetitions(table: MatchingTable, date: CivilDate, isTaken: Leftovers['isTaken']): void {
  const seen = new Set(table.pairs.map(({ theirs }) => keyText(theirs)))
  for (const theirs of table.theirs) {
    // Another merchant's row is told as such, whatever its number.
    if (foreignReason(theirs, date)) continue
    const number = keyText(theirs)
    if (seen.has(number) || isTaken(theirs.kind, theirs.key)) {
      table.differences.push(mismatchOf('duplicate-row', { theirs }, `第 ${theirs.line} 行：同一单号在文件中已有一行`))
      table.theirs.delete(theirs)
    }
    seen.add(number)
  }
}

function passAlone(table: MatchingTable, date: CivilDate): void {
  for (const theirs of table.theirs) {
    const foreign = foreignReason(theirs, date)
    if (foreign) table.differences.push(mismatchOf('foreign', { theirs }, foreign))
    else if (theirs.state === 'failed') {
      table.differences.push(mismatchOf('status', { theirs }, `第 ${theirs.line} 行：未成功的一笔，我方无记录`))
    } else table.differences.push(mismatchOf('channel-only', { theirs }, `第 ${theirs.line} 行：我方无此单号`))
  }
  for (const ours of table.ours) {
    if (ours.state !== 'failed') table.differences.push(mismatchOf('ours-only', { ours }, '渠道文件中没有这一笔'))
  }
}
