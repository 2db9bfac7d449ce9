import { addDays, type CivilDate, daysFromTo, daysInclusive, laterOf } from '../calendar/civilDate'
import { dayOfSeason } from '../calendar/season'
import type { Rulebook } from '../rulebook/rulebook'
import { type Exact, exact } from '../tariff/exact'

/** What a payment did to one season's debt, on its day. A reversed payment is a further entry with negative amounts. */
export interface Applied {
  on: CivilDate
  principalFen: number
  lateFeeFen: number
}

/** One season's debt: the fee charged and every payment that was applied to it, in any order. Amounts are fen. */
export interface SeasonDebt {
  season: string
  chargedFen: number
  /** What of it is owed from a later day on only. */
  raises?: readonly { on: CivilDate; amountFen: number }[]
  applied: readonly Applied[]
}

export type LateFeeRules = Pick<Rulebook, 'season' | 'lateFee'>

/** Rules that hold one after the other: each for the late fee of the days from its own on, the first for all before. */
export type LateFeeTerms = readonly { from: CivilDate | null; rules: LateFeeRules }[]

/** The first day for which a season's late fee is charged (domain.md BO5: Dec 1 of the season's first year). */
export function lateFeeStart(rulebook: LateFeeRules, season: string): CivilDate | undefined {
  return rulebook.lateFee && dayOfSeason(rulebook, season, rulebook.lateFee.from, 'from-start')
}

/**
 * The late fee that has run up since the season's first chargeable day, through `asOf` inclusive, in fen and unrounded
 * (domain.md BO5): each day's rate on what was owed at that day's beginning, so that a payment lowers the base from
 * the next day on, and so does what was put on later; simple, never on the late fee itself. Nothing is stored per day.
 *
 * The rate on what was charged for all days, less the rate on each payment for the days after it, is that same sum.
 * Late fee already paid is not taken off here: see `outstanding`.
 */
export function runningLateFee(rulebook: LateFeeRules, debt: SeasonDebt, asOf: CivilDate): Exact {
  const start = lateFeeStart(rulebook, debt.season)
  if (!rulebook.lateFee || start === undefined || asOf < start) return exact('0')
  const eve = addDays(start, -1)
  const notOwedYet = (debt.raises ?? []).reduce(
    (sum, { on, amountFen }) => sum.plus(exact(amountFen).times(daysInclusive(start, on < asOf ? on : asOf))),
    exact('0'),
  )
  const fenDays = debt.applied.reduce(
    (sum, { on, principalFen }) => {
      const daysLowered = Math.max(0, daysFromTo(laterOf(on, eve), asOf))
      return sum.minus(exact(principalFen).times(daysLowered))
    },
    exact(debt.chargedFen).times(daysInclusive(start, asOf)).minus(notOwedYet),
  )
  return fenDays.times(rulebook.lateFee.permillePerDay).times('0.001')
}

/**
 * The late fee that has run up where rules changed on the way: what each of them adds on its own days, in fen and unrounded. A
 * rule that holds from a day on moves nothing of the days before it.
 */
export function lateFeeByTerms(terms: LateFeeTerms, debt: SeasonDebt, asOf: CivilDate): Exact {
  return terms.reduce((sum, { from, rules }, at) => {
    const next = terms[at + 1]?.from
    if (from !== null && asOf < from) return sum
    const until = next && next <= asOf ? addDays(next, -1) : asOf
    const before = from === null ? exact('0') : runningLateFee(rules, debt, addDays(from, -1))
    return sum.plus(runningLateFee(rules, debt, until)).minus(before)
  }, exact('0'))
}
