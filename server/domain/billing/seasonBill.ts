import type { FeeSheet } from '../../../contract/estimates'
import { parseYuan, yuanText } from '../../../contract/money'
import { type CivilDate, daysInclusive } from '../calendar/civilDate'
import { seasonDates } from '../calendar/season'
import { outsideScope } from '../rulebook/inScope'
import { HEAT_SOURCE_LABELS, labelOfUse } from '../rulebook/labels'
import type { AreaPriceLine } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { type HouseholdFacts, isRefused, type NoPrice, noPrice } from '../tariff/area'
import { type Pricing, pricedLines, reliefsOf, sheetOf } from '../tariff/areaFee'
import { exact, percent } from '../tariff/exact'
import { citation, feeSheet, yuanToFen } from '../tariff/feeLine'
import { findAreaPrice, findMeteredPrice, isPriced } from '../tariff/findPrice'
import { fromFirstHeat, portionOf } from './portion'

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
  const label = heated === 0 ? '采暖季前已搬迁，不收热费' : '已搬迁，按用热天数收费'
  return portionOf(whole, { part: heated, of: days, unit: '天', label }, citation(rulebook, rule))
}

/**
 * What a household owes that takes no heat this season: nothing, the base fee of its two-part tariff (domain.md BO7), or a
 * share of the area fee. Refused where the rulebook has no suspension rule, or none for such a household (C10, TS6).
 */
export function suspendedFee(rulebook: Rulebook, household: HouseholdFacts, season: string): FeeSheet | NoPrice {
  const { use, heatSource, billing } = household
  if (!rulebook.suspension) return noPrice(`${rulebook.name}没有公布停热收费的规定`)
  const others = outsideScope(rulebook, rulebook.suspension.for, household)
  if (others !== undefined) return noPrice(`${rulebook.name}的停热只办理${others}`)
  const rule = rulebook.suspension.fee
  const charge = rule[billing]
  if (charge === 'base-fee') {
    const tariff = findMeteredPrice(rulebook, household, season)
    if (isRefused(tariff)) return tariff
    if (!tariff.base) return noPrice(`${rulebook.name}没有公布${labelOfUse(rulebook, use)}的基本热价`)
    return sheetOf(rulebook, [pricedLines(rulebook, tariff.base, rule, household, season)])
  }
  if (charge !== 'none') return shareOfAreaFee(rulebook, household, season, charge)
  if (heatSource !== undefined && !rulebook.heatSources.includes(heatSource)) {
    return noPrice(`${rulebook.name}没有“${HEAT_SOURCE_LABELS[heatSource]}”的热价`)
  }
  if (!isPriced(rulebook, billing, household, season))
    return noPrice(`${rulebook.name}没有公布${labelOfUse(rulebook, use)}的热价`)
  return feeSheet([{ label: '已停热，不收热费', formula: '0.00 元', ...citation(rulebook, rule), amountFen: 0 }])
}

/** A share of the area fee as one line, rounded once. */
function shareOfAreaFee(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  share: string,
): FeeSheet | NoPrice {
  const whole = areaFee(rulebook, household, season)
  if (isRefused(whole)) return whole
  const amountFen = yuanToFen(exact(whole.totalFen).times('0.01').times(percent(share)))
  if (typeof amountFen !== 'number') return amountFen
  const formula = `面积热费 ${yuanText(whole.totalFen)} 元 × ${share}`
  const cited = citation(rulebook, rulebook.suspension?.fee ?? { rule: 'C10', source: '' })
  return feeSheet([{ label: '停热基本费', formula, ...cited, amountFen }])
}

/**
 * What a household owes up front for a season (`2025-2026`), line by line, in fen: the area fee, also for metered
 * households (domain.md C4) unless their tariff names what they prepay; a suspended household's fee (BO7, TS6); pro-rated
 * when it was connected within the season or moved out (TS5); what is charged for taking heat again.
 * Refuses where the rulebook has no price or no rule for such a household, or where a needed area is missing (C10).
 */
export function seasonBill(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  pricing: Pick<Pricing, 'priceOf'> = {},
): FeeSheet | NoPrice {
  const whole =
    household.service === 'suspended'
      ? suspendedFee(rulebook, household, season)
      : heatedFee(rulebook, household, season, pricing)
  if (isRefused(whole) || household.movedOutOn === undefined) return whole
  return movedOutFee(rulebook, whole, season, household.movedOutOn)
}

function heatedFee(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  pricing: Pick<Pricing, 'priceOf'>,
): FeeSheet | NoPrice {
  const whole = prepaidFee(rulebook, household, season, pricing)
  if (isRefused(whole)) return whole
  const begun = fromFirstHeat(rulebook, whole, household, season)
  if (isRefused(begun)) return begun
  return household.reconnected ? withReconnection(rulebook, begun) : begun
}

/** The fee with what is charged once for taking heat again; a company that charges nothing for it adds nothing. */
function withReconnection(rulebook: Rulebook, sheet: FeeSheet): FeeSheet | NoPrice {
  const rule = rulebook.suspension?.reconnection
  if (!rule) return sheet
  const amountFen = parseYuan(rule.amount) ?? 0
  const line = { label: rule.label, formula: `${yuanText(amountFen)} 元`, ...citation(rulebook, rule), amountFen }
  const whole = feeSheet([...sheet.lines, line])
  return isRefused(whole) ? whole : { ...sheet, ...whole }
}

function prepaidFee(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  pricing: Pick<Pricing, 'priceOf'>,
): FeeSheet | NoPrice {
  if (household.billing === 'metered') {
    // A household cannot be metered under a company, use and heat source for which no two-part tariff exists (LZ3).
    const tariff = findMeteredPrice(rulebook, household, season)
    if (isRefused(tariff)) return tariff
    if (tariff.prepay) {
      return sheetOf(
        rulebook,
        tariff.prepay.map((line) => pricedLines(rulebook, line, tariff, household, season, pricing)),
      )
    }
  }
  return areaFee(rulebook, household, season, pricing)
}

/** The area fee of a household, line by line, with its reliefs; what others pay of it stands apart. */
export function areaFee(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  { priceOf }: Pick<Pricing, 'priceOf'> = {},
): FeeSheet | NoPrice {
  const price = findAreaPrice(rulebook, household, season)
  if (isRefused(price)) return price
  const reliefs = reliefsOf(rulebook, household)
  return sheetOf(
    rulebook,
    price.lines.map((line) => pricedLines(rulebook, line, price, household, season, { reliefs, priceOf })),
  )
}

/** Whether a line's price is for area: what discounts and final prices speak of. */
export function isOfArea(rulebook: Pick<Rulebook, 'devices'>, { per }: AreaPriceLine): boolean {
  return per !== 'household' && rulebook.devices[per] === undefined
}
