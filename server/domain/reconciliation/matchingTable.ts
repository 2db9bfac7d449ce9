import type { Mismatch } from './mismatch'
import type { ChannelRow, OurRow } from './row'

/** The passes in which rows are paired, exact first; each says what the two have in common. */
export const PASSES = {
  exact: '单号与金额相同',
  'key-and-amount': '渠道单号与金额相同',
  key: '渠道单号相同',
  'other-key-and-amount': '订单号与金额相同',
  'other-key': '订单号相同',
  'day-cut': '日切前后的同一笔',
} as const

export type PassName = keyof typeof PASSES

/** A pair that the later passes have made, and in which pass. */
export interface Pair {
  ours: OurRow
  theirs: ChannelRow
  pass: PassName
}

/** What the exact pass has left: rows without a partner, on both sides, and the pairs and differences made of them so far. Each row is used once. */
export interface MatchingTable {
  ours: Set<OurRow>
  theirs: Set<ChannelRow>
  pairs: Pair[]
  differences: Mismatch[]
}

/** A table of what the exact pass left, in an order that does not depend on the order in the file or the database. */
export function createMatchingTable(ours: readonly OurRow[], theirs: readonly ChannelRow[]): MatchingTable {
  const byText = <T>(rows: readonly T[], text: (row: T) => string): T[] =>
    rows
      .map((row) => ({ row, text: text(row) }))
      .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
      .map(({ row }) => row)
  return {
    ours: new Set(byText(ours, ({ kind, key, amountFen }) => JSON.stringify([kind, key, amountFen]))),
    theirs: new Set(
      byText(theirs, (row) =>
        JSON.stringify([
          row.kind,
          row.key,
          row.otherKey,
          row.foreignMerchant,
          row.state,
          row.amountFen,
          row.at ?? null,
          row.line,
        ]),
      ),
    ),
    pairs: [],
    differences: [],
  }
}

/** Pairs rows whose texts are the same; `textOf` gives a row's, e.g. of its numbers. A row without one (undefined) is left. */
export function pairBy(
  table: MatchingTable,
  pass: PassName,
  textOf: { ours: (row: OurRow) => string | undefined; theirs: (row: ChannelRow) => string | undefined },
): void {
  const waiting = new Map<string, OurRow[]>()
  for (const row of table.ours) {
    const text = textOf.ours(row)
    if (text !== undefined) waiting.set(text, [...(waiting.get(text) ?? []), row])
  }
  for (const theirs of table.theirs) {
    const text = textOf.theirs(theirs)
    const ours = text === undefined ? undefined : waiting.get(text)?.shift()
    if (!ours) continue
    table.pairs.push({ ours, theirs, pass })
    table.ours.delete(ours)
    table.theirs.delete(theirs)
  }
}
