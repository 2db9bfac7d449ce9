import type { FeeLine } from '../../../contract/estimates'
import { addDays, type CivilDate, daysFromTo, daysInclusive, firstOnOrAfter, laterOf } from '../calendar/civilDate'
import { dayOfSeason } from '../calendar/season'
import type { LateFeeRule } from '../rulebook/feeRules'
import type { Rulebook } from '../rulebook/rulebook'
import { dividedHalfUp, type Exact, exact, percent } from '../tariff/exact'

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
  /** What of the fee no late fee runs on; a payment is taken to pay all lines in proportion (decided). */
  withoutLateFeeFen?: number
}

/** What of a bill's lines no late fee runs on, in fen. */
export function withoutLateFee(lines: readonly FeeLine[]): number {
  return lines.reduce((sum, line) => sum + (line.withoutLateFee ? line.amountFen : 0), 0)
}

export type LateFeeRules = Pick<Rulebook, 'season' | 'lateFee'>

/** Rules that hold one after the other: each for the late fee of the days from its own on, the first for all before. */
export type LateFeeTerms<Rules extends LateFeeRules = LateFeeRules> = readonly {
  from: CivilDate | null
  rules: Rules
}[]

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
export function runningLateFee(rulebook: LateFeeRules, debt: SeasonDebt, on: CivilDate): Exact {
  const start = lateFeeStart(rulebook, debt.season)
  const rule = rulebook.lateFee
  if (!rule || start === undefined || on < start) return exact('0')
  const asOf = lastLateFeeDay(rule, start, on)
  const whole = rule.once === undefined ? byDay(rule, debt, start, asOf) : onceOn(rule.once, debt, start)
  const { chargedFen, withoutLateFeeFen = 0 } = debt
  const bearing = Math.max(0, chargedFen - withoutLateFeeFen)
  // The one division is of whole fen and comes last; a fee of nothing bears nothing.
  const run =
    withoutLateFeeFen === 0 || chargedFen <= 0 ? whole : dividedHalfUp(whole.times(bearing), exact(chargedFen), 24)
  const most = rule.atMost === undefined ? undefined : exact(chargedFen).times(percent(rule.atMost))
  return most?.lt(run) ? most : run
}

/** The day up to which the late fee has run on a day: a rule may stop it. */
export function lastLateFeeDay({ until }: LateFeeRule, start: CivilDate, on: CivilDate): CivilDate {
  const last = until === undefined ? on : firstOnOrAfter(start, until)
  return on < last ? on : last
}

/** A share, once, of what was owed when the eve of the first day ended. */
function onceOn(share: string, debt: SeasonDebt, start: CivilDate): Exact {
  const eve = addDays(start, -1)
  const later = (debt.raises ?? []).filter(({ on }) => on > eve)
  const paid = debt.applied.filter(({ on }) => on <= eve)
  const owed = later
    .reduce((sum, { amountFen }) => sum.minus(amountFen), exact(debt.chargedFen))
    .minus(paid.reduce((sum, { principalFen }) => sum.plus(principalFen), exact('0')))
  return owed.gt(0) ? owed.times(percent(share)) : exact('0')
}

/** What runs up day by day, on what was owed at each day's beginning. */
function byDay(rule: LateFeeRule, debt: SeasonDebt, start: CivilDate, asOf: CivilDate): Exact {
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
  return perDay(rule, fenDays)
}

/** The rate of one day on so many fen × days. */
function perDay({ permillePerDay, bankRate }: LateFeeRule, fenDays: Exact): Exact {
  if (bankRate === undefined) return fenDays.times(permillePerDay ?? '0').times('0.001')
  const yearly = fenDays.times(percent(bankRate.annual)).times(bankRate.times)
  return dividedHalfUp(yearly, exact(bankRate.daysOfYear), 24)
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
