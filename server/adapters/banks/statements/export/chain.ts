import { yuanText } from '../../../../../contract/money'
import type { ExportLayout } from './layout'

/** A movement with what the account held after it. */
export interface Linked {
  bookedOn: string
  /** What the account gained by it, in fen. */
  fen: number
  /** Null where the row does not tell. */
  balanceFen: number | null
  line: number
}

/** Where a balance is not the one before it and the row's own amount. */
export interface Break {
  line: number
  reason: string
}

function breaksIn(rows: readonly Linked[]): Break[] {
  const breaks: Break[] = []
  let held: number | null = null
  for (const { balanceFen, fen, line } of rows) {
    const wanted: number | null = held === null ? null : held + fen
    if (wanted !== null && balanceFen !== null && balanceFen !== wanted) {
      const [told, before, own] = [balanceFen, wanted - fen, fen].map(yuanText)
      breaks.push({ line, reason: `余额 ${told} 元接不上前一笔的 ${before} 元与本笔 ${own} 元：缺少流水，或顺序不对` })
    }
    held = balanceFen ?? wanted
  }
  return breaks
}

const isOldestFirst = (rows: readonly Linked[]): boolean => (rows[0]?.bookedOn ?? '') <= (rows.at(-1)?.bookedOn ?? '')

/**
 * The rows of one day as a walk from balance to balance that takes each row once (Hierholzer), from `from` where it is known;
 * undefined when there is none.
 */
function walkOf<T extends Linked>(rows: readonly T[], from: number | undefined): T[] | undefined {
  const leaving = new Map<number, T[]>()
  const surplus = new Map<number, number>()
  for (const row of [...rows].reverse()) {
    if (row.balanceFen === null) return undefined
    const before = row.balanceFen - row.fen
    leaving.set(before, [...(leaving.get(before) ?? []), row])
    surplus.set(before, (surplus.get(before) ?? 0) + 1)
    surplus.set(row.balanceFen, (surplus.get(row.balanceFen) ?? 0) - 1)
  }
  const start = from ?? [...surplus].find(([, more]) => more > 0)?.[0] ?? [...leaving.keys()][0]
  if (start === undefined) return []
  const way: { at: number; by?: T }[] = [{ at: start }]
  const walked: T[] = []
  for (let top = way.at(-1); top; top = way.at(-1)) {
    const next = leaving.get(top.at)?.pop()
    if (next) way.push({ at: next.balanceFen ?? 0, by: next })
    else {
      way.pop()
      if (top.by) walked.push(top.by)
    }
  }
  const ordered = walked.reverse()
  return ordered.length === rows.length && breaksIn(ordered).length === 0 ? ordered : undefined
}

/** Days in their order, and within each the order that its balances tell: banks list a day's rows as they please. */
function arranged<T extends Linked>(rows: readonly T[]): T[] | undefined {
  const days = new Map<string, T[]>()
  for (const row of rows) days.set(row.bookedOn, [...(days.get(row.bookedOn) ?? []), row])
  const all: T[] = []
  for (const [, own] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const walk = walkOf(own, all.at(-1)?.balanceFen ?? undefined)
    if (!walk) return undefined
    all.push(...walk)
  }
  return all
}

/**
 * Rows from the oldest to the newest, each with the balance that the one before it and its own amount come to (formats.md
 * 5.8), and where they do not. The file may begin at either end, and list the rows of one day as it pleases.
 */
export function inOrderOfBalances<T extends Linked>(
  rows: readonly T[],
  order: ExportLayout['order'],
): { rows: T[]; breaks: Break[] } {
  const [asTold, turned] = [[...rows], [...rows].reverse()]
  const isForward = order === 'told' ? isOldestFirst(rows) : order === 'oldest-first'
  const likely = isForward ? asTold : turned
  const candidates = order === 'told' ? [likely, isForward ? turned : asTold] : [likely]
  const judged = candidates.map((own) => ({ rows: own, breaks: breaksIn(own) }))
  const whole = judged.find(({ breaks }) => breaks.length === 0)
  if (whole) return whole
  const walk = arranged(rows)
  if (walk && breaksIn(walk).length === 0) return { rows: walk, breaks: [] }
  // Rows that do not join are told by their days, and within a day as the file has them.
  const byDay = likely.toSorted((a, b) => (a.bookedOn < b.bookedOn ? -1 : a.bookedOn > b.bookedOn ? 1 : 0))
  return { rows: byDay, breaks: breaksIn(byDay) }
}
