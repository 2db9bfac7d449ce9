import type { Channel } from '../../../contract/channelWords'
import { sumFen } from '../../../contract/money'
import { addDays, type CivilDate, daysFromTo } from '../calendar/civilDate'
import { type BankEntry, partyNamedIn, REVERSAL_MARK } from './bankEntry'
import type { ArrivalPass } from './transit'
import { DAYS_LATE, DAYS_ON_THE_WAY, DAYS_QUOTED, searchBudget, subsetOfSum, type Transit } from './transit'

export type EntryToMatch = Pick<
  BankEntry,
  'id' | 'bookedOn' | 'direction' | 'amountFen' | 'reversal' | 'bankReference' | 'ourReference' | 'remark'
>

export type TransitToMatch = Pick<
  Transit,
  'id' | 'party' | 'direction' | 'reference' | 'otherReference' | 'bundle' | 'amountFen' | 'netFen' | 'sentOn'
>

/** Entries and transits that are the same money. */
export interface Found<E = EntryToMatch, T = TransitToMatch> {
  pass: ArrivalPass
  entries: E[]
  /** All of one party; none where an entry is cancelled out by the bank's reversal of it. */
  transits: T[]
}

export interface MatchedArrivals<E, T> {
  found: Found<E, T>[]
  /** What is left on both sides. */
  entries: E[]
  transits: T[]
}

/** Banks cut a quoted number off here; shorter beginnings prove nothing. */
const MIN_QUOTED = 12

const VALUES = [
  ({ amountFen }: TransitToMatch) => amountFen,
  // The party may keep its fee back; what is sent whole is looked at first.
  ({ netFen }: TransitToMatch) => netFen,
] as const

/**
 * Pairs the movements on our account with the money that is on its way, in named passes, the surest first, each row used
 * once: a quoted number, the same amount within T+2, one movement for several transits of one party, several movements for
 * one, a single late one; at last movements that the bank has taken back. What two parties could have sent is left to a
 * person. Pure, bounded, and the same whatever the order of the rows.
 */
export function matchArrivals<E extends EntryToMatch, T extends TransitToMatch>(
  given: readonly E[],
  sent: readonly T[],
): MatchedArrivals<E, T> {
  const entries = new Set(
    sorted(given, (entry) => [entry.bookedOn, entry.bankReference, entry.amountFen, entry.direction, entry.id]),
  )
  const transits = new Set(sorted(sent, ({ sentOn, party, reference, id }) => [sentOn, party, reference, id]))
  const found: Found<E, T>[] = []
  const budget = searchBudget()

  function take(pass: ArrivalPass, some: readonly E[], of: readonly T[]): void {
    found.push({ pass, entries: [...some], transits: [...of] })
    for (const entry of some) entries.delete(entry)
    for (const transit of of) transits.delete(transit)
  }

  const named = new Map(given.map((entry) => [entry, partyNamedIn(entry.remark)]))
  /** Whether an entry may be a transit, by direction, day and what its remark says. */
  function mayBe(entry: E, transit: T, days: number): boolean {
    return (
      transit.direction === entry.direction &&
      mayBeOf(named.get(entry), transit) &&
      isWithin(transit.sentOn, entry.bookedOn, days)
    )
  }
  const candidates = (entry: E, days: number) => [...transits].filter((transit) => mayBe(entry, transit, days))
  const plain = () => [...entries].filter(({ reversal }) => !reversal)

  function passQuotedNumber(): void {
    for (const entry of plain()) {
      const transit = candidates(entry, DAYS_QUOTED).find(
        (one) => quotes(entry.ourReference, one) && VALUES.some((value) => value(one) === entry.amountFen),
      )
      if (transit) take('quoted-number', [entry], [transit])
    }
  }

  function passAmount(pass: ArrivalPass, days: number): void {
    for (const value of VALUES) {
      for (const entry of plain()) {
        const same = candidates(entry, days).filter((transit) => value(transit) === entry.amountFen)
        const [transit] = same
        if (!transit) continue
        // Two parties sent the same amount, and only one movement came: whose it is, nobody can tell.
        const rivals = plain().filter(
          (other) => other.amountFen === entry.amountFen && other.direction === entry.direction,
        )
        if (new Set(same.map(({ party }) => party)).size > 1 && rivals.length < same.length) continue
        if (pass === 'late' && (same.length > 1 || rivals.length > 1)) continue
        take(pass, [entry], [transit])
      }
    }
  }

  function passBatch(): void {
    for (const value of VALUES) {
      for (const entry of plain()) {
        const near = candidates(entry, DAYS_ON_THE_WAY)
        const solutions = [...new Set(near.map(({ party }) => party))].flatMap((party) => {
          const own = near.filter((transit) => transit.party === party)
          const together = bundled(own, value, entry.amountFen) ?? subsetOfSum(own, value, entry.amountFen, budget)
          return together ? [together] : []
        })
        const [only] = solutions
        if (only && solutions.length === 1) take('batch', [entry], only)
      }
    }
  }

  function passParts(): void {
    for (const value of VALUES) {
      for (const transit of [...transits]) {
        // What quotes the transit's number is a part of it however late the rest comes.
        const days = (entry: E) => (quotes(entry.ourReference, transit) ? DAYS_QUOTED : DAYS_ON_THE_WAY)
        const near = plain().filter((entry) => mayBe(entry, transit, days(entry)))
        const together = subsetOfSum(near, ({ amountFen }) => amountFen, value(transit), budget)
        if (together) take('parts', together, [transit])
      }
    }
  }

  function passTakenBack(): void {
    for (const back of [...entries].filter(({ reversal }) => reversal)) {
      const first = plain()
        .reverse()
        .find(
          (entry) =>
            entry.amountFen === back.amountFen &&
            entry.direction !== back.direction &&
            isWithin(entry.bookedOn, back.bookedOn, DAYS_LATE),
        )
      if (first) take('taken-back', [first, back], [])
    }
  }

  passTakenBackAtOnce()
  passQuotedNumber()
  passAmount('amount-and-day', DAYS_ON_THE_WAY)
  passBatch()
  passParts()
  passAmount('late', DAYS_LATE)
  passTakenBack()
  return { found, entries: [...entries], transits: [...transits] }

  /** A movement that the bank took back under the same number is no money at all, whatever its amount would fit. */
  function passTakenBackAtOnce(): void {
    for (const back of [...entries].filter(({ reversal }) => reversal)) {
      const first = plain().find(
        (entry) =>
          sameMovement(entry, back) && entry.amountFen === back.amountFen && entry.direction !== back.direction,
      )
      if (first) take('taken-back', [first, back], [])
    }
  }
}

/** Whole bundles first, then all of one, two or three days on end: the sums that a bank is likely to make. */
function bundled<T extends TransitToMatch>(
  own: readonly T[],
  value: (transit: T) => number,
  sum: number,
): T[] | undefined {
  const total = (some: readonly T[]) => sumFen(some.map(value))
  const groups = [...new Set(own.map(({ bundle }) => bundle).filter((bundle) => bundle !== ''))].map((bundle) =>
    own.filter((transit) => transit.bundle === bundle),
  )
  const days = [...new Set(own.map(({ sentOn }) => sentOn))]
  for (const first of days) {
    for (let length = 0; length <= DAYS_ON_THE_WAY; length++) {
      groups.push(own.filter(({ sentOn }) => sentOn >= first && sentOn <= addDays(first, length)))
    }
  }
  return groups.find((group) => group.length >= 2 && total(group) === sum)
}

/** Whether a reversal names the movement that it takes back, by the bank's number or by the payer's. */
function sameMovement(first: EntryToMatch, back: EntryToMatch): boolean {
  if (back.bankReference === `${first.bankReference}${REVERSAL_MARK}`) return true
  return back.ourReference !== null && first.ourReference === back.ourReference
}

function isWithin(from: CivilDate, on: CivilDate, days: number): boolean {
  const passed = daysFromTo(from, on)
  return passed >= 0 && passed <= days
}

/** Whether what a movement's remark names may be a transit's party; a payout's remark is ours to write, and may name anybody. */
export function mayBeOf(named: Channel | undefined, { party }: Pick<TransitToMatch, 'party'>): boolean {
  return named === undefined || party === 'payout' || party === named
}

/** Whether a bank's quotation is one of a transit's numbers, or the beginning of one. */
export function quotes(
  quoted: string | null,
  { reference, otherReference }: Pick<TransitToMatch, 'reference' | 'otherReference'>,
): boolean {
  if (quoted === null || quoted === '') return false
  return [reference, otherReference].some(
    (number) => number !== '' && (number === quoted || (quoted.length >= MIN_QUOTED && number.startsWith(quoted))),
  )
}

function sorted<R>(rows: readonly R[], by: (row: R) => readonly (string | number)[]): R[] {
  return rows
    .map((row) => ({ row, text: JSON.stringify(by(row)) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ row }) => row)
}
