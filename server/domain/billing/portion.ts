import type { FeeSheet } from '../../../contract/estimates'
import { yuanText } from '../../../contract/money'
import { type CivilDate, daysInclusive, yearOf } from '../calendar/civilDate'
import { seasonDates } from '../calendar/season'
import { outsideScope } from '../rulebook/inScope'
import type { Rulebook } from '../rulebook/rulebook'
import { type HouseholdFacts, isRefused, type NoPrice, noPrice } from '../tariff/area'
import { exact } from '../tariff/exact'
import { type Citation, citation, feeSheet, yuanToFen } from '../tariff/feeLine'

/** `part` of `of` days or months, and how the line is called. */
interface Portion {
  part: number
  of: number
  unit: '天' | '月'
  label: string
}

/** A part of a whole fee as one line, rounded once; what others pay of it is parted in the same way. */
export function portionOf(whole: FeeSheet, { part, of, unit, label }: Portion, cited: Citation): FeeSheet | NoPrice {
  const parted = (totalFen: number): FeeSheet | NoPrice => {
    const amountFen = yuanToFen(exact(totalFen).div(100).times(part), exact(of))
    if (typeof amountFen !== 'number') return amountFen
    return feeSheet([
      { label, formula: `${yuanText(totalFen)} 元 × ${part} ${unit} ÷ ${of} ${unit}`, ...cited, amountFen },
    ])
  }
  const own = parted(whole.totalFen)
  if (isRefused(own) || whole.others === undefined) return own
  const others: FeeSheet['others'] = []
  for (const other of whole.others) {
    const theirs = parted(other.totalFen)
    if (isRefused(theirs)) return theirs
    others.push({ ...other, ...theirs })
  }
  return { ...own, others }
}

/**
 * The fee of a home that was connected newly within the season, by the months or days that were left; a month that had begun
 * counts whole. Connected before the season: the whole fee; after it: nothing. A rulebook without such a rule refuses (C10).
 */
export function fromFirstHeat(
  rulebook: Rulebook,
  whole: FeeSheet,
  household: HouseholdFacts,
  season: string,
): FeeSheet | NoPrice {
  const { firstHeatedOn } = household
  const { startsOn, endsOn, days } = seasonDates(rulebook, season)
  if (firstHeatedOn === undefined || firstHeatedOn <= startsOn) return whole
  const rule = rulebook.firstSeason
  if (!rule) return noPrice(`${rulebook.name}没有公布采暖季内新接入用户的收费规定`)
  const others = outsideScope(rulebook, rule.for, household)
  if (others !== undefined) return noPrice(`${rulebook.name}新接入用户按实际用热收费的规定只适用于${others}`)
  const cited = citation(rulebook, rule)
  if (rule.charge === 'days') {
    const part = daysInclusive(firstHeatedOn, endsOn)
    return portionOf(whole, { part, of: days, unit: '天', label: '首个采暖季，按用热天数收费' }, cited)
  }
  const of = rulebook.season.months ?? monthsBetween(startsOn, endsOn)
  const part = Math.max(0, Math.min(of, of - monthsBegun(startsOn, firstHeatedOn)))
  return portionOf(whole, { part, of, unit: '月', label: '首个采暖季，按用热月数收费' }, cited)
}

/** Whole months between the season's first day and a later one: a month of heat runs from the season's day of the month. */
function monthsBegun(startsOn: CivilDate, on: CivilDate): number {
  const months = (yearOf(on) - yearOf(startsOn)) * 12 + Number(on.slice(5, 7)) - Number(startsOn.slice(5, 7))
  return on.slice(8) < startsOn.slice(8) ? months - 1 : months
}

function monthsBetween(startsOn: CivilDate, endsOn: CivilDate): number {
  return monthsBegun(startsOn, endsOn) + 1
}
