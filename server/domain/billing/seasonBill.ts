import type { FeeSheet } from '../../../contract/estimates'
import { yuanText } from '../../../contract/money'
import { type CivilDate, daysInclusive } from '../calendar/civilDate'
import { seasonDates } from '../calendar/season'
import { HEAT_SOURCE_LABELS, USE_LABELS } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { type HouseholdFacts, isRefused, type NoPrice, noPrice } from '../tariff/area'
import { exact } from '../tariff/exact'
import { areaFeeLine, citation, feeSheet, yuanToFen } from '../tariff/feeLine'
import { findAreaPrice, findMeteredPrice, isPriced } from '../tariff/findPrice'

/**
 * The fee of a household that moved out for demolition (domain.md TS5), by the day of its agreement: before the season
 * nothing; within it the whole fee × days heated ÷ days of the season as one line, first and agreement day included;
 * after it the whole fee. Earlier arrears stay owed. A rulebook without such a rule refuses (C10).
 */
export function movedOutFee(
  rulebook: Rulebook,
  whole: FeeSheet,
  season: string,
  agreedOn: CivilDate,
): FeeSheet | NoPrice {
  const rule = rulebook.movedOut
  if (!rule) return noPrice(`${rulebook.name}没有公布搬迁用户按天收费的规定`)
  const { startsOn, endsOn, days } = seasonDates(rulebook, season)
  if (agreedOn > endsOn) return whole
  const heated = daysInclusive(startsOn, agreedOn)
  const amountFen = yuanToFen(exact(whole.totalFen).div(100).times(heated), exact(days))
  if (typeof amountFen !== 'number') return amountFen
  return feeSheet([
    {
      label: heated === 0 ? '采暖季前已搬迁，不收热费' : '已搬迁，按用热天数收费',
      formula: `${yuanText(whole.totalFen)} 元 × ${heated} 天 ÷ ${days} 天`,
      ...citation(rulebook, rule),
      amountFen,
    },
  ])
}

/**
 * What a household owes that takes no heat this season: nothing, or on metered estates the base fee (domain.md BO7).
 * A rulebook without a suspension rule refuses (C10).
 */
export function suspendedFee(rulebook: Rulebook, household: HouseholdFacts, season: string): FeeSheet | NoPrice {
  const { use, heatSource, billing } = household
  if (!rulebook.suspension) return noPrice(`${rulebook.name}没有公布停热收费的规定`)
  const rule = rulebook.suspension.fee
  if (rule[billing] === 'base-fee') {
    const tariff = findMeteredPrice(rulebook, household, season)
    if (isRefused(tariff)) return tariff
    if (!tariff.base) return noPrice(`${rulebook.name}没有公布${USE_LABELS[use]}的基本热价`)
    return feeSheet([areaFeeLine(rulebook, tariff.base, rule, household)])
  }
  if (heatSource !== undefined && !rulebook.heatSources.includes(heatSource)) {
    return noPrice(`${rulebook.name}没有“${HEAT_SOURCE_LABELS[heatSource]}”的热价`)
  }
  if (!isPriced(rulebook, billing, household, season))
    return noPrice(`${rulebook.name}没有公布${USE_LABELS[use]}的热价`)
  return feeSheet([{ label: '已停热，不收热费', formula: '0.00 元', ...citation(rulebook, rule), amountFen: 0 }])
}

/**
 * What a household owes up front for a season (`2025-2026`), line by line, in fen: the area fee, also for metered
 * households (domain.md C4); a suspended household's fee (BO7, TS6); pro-rated when it moved out (TS5).
 * Refuses where the rulebook has no price or no rule for such a household, or where a needed area is missing (C10).
 */
export function seasonBill(rulebook: Rulebook, household: HouseholdFacts, season: string): FeeSheet | NoPrice {
  const whole =
    household.service === 'suspended' ? suspendedFee(rulebook, household, season) : areaFee(rulebook, household, season)
  if (isRefused(whole) || household.movedOutOn === undefined) return whole
  return movedOutFee(rulebook, whole, season, household.movedOutOn)
}

function areaFee(rulebook: Rulebook, household: HouseholdFacts, season: string): FeeSheet | NoPrice {
  // A household cannot be metered under a company, use and heat source for which no two-part tariff exists (LZ3).
  const tariff = household.billing === 'metered' ? findMeteredPrice(rulebook, household, season) : undefined
  if (tariff !== undefined && isRefused(tariff)) return tariff
  const price = findAreaPrice(rulebook, household, season)
  if (isRefused(price)) return price
  return feeSheet(price.lines.map((line) => areaFeeLine(rulebook, line, price, household)))
}
