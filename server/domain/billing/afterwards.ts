import type { EstimateRequest, FeeLine, FeeSheet } from '../../../contract/estimates'
import { sumFen, yuanText } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import { seasonDates } from '../calendar/season'
import type { EarlyDiscount } from '../rulebook/adjustments'
import { holdsFor, outsideScope } from '../rulebook/inScope'
import type { Rulebook } from '../rulebook/rulebook'
import { type HouseholdFacts, isRefused, type NoPrice, noPrice } from '../tariff/area'
import { pricedLines, sheetOf } from '../tariff/areaFee'
import { exact, percent } from '../tariff/exact'
import { citation, feeSheet, yuanToFen } from '../tariff/feeLine'
import { findMeteredPrice } from '../tariff/findPrice'
import { discountUntil } from './discountDay'
import { areaFee, isOfArea, seasonBill } from './seasonBill'

/**
 * What the whole of a season's fee comes to when it is paid on a day in a way: with the discount that is still open, the one
 * that ends first (they shrink with time), as a line below zero. Without one it is the fee itself.
 */
export function feeWhenPaid(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  whole: FeeSheet,
  paying: NonNullable<EstimateRequest['paying']>,
): FeeSheet | NoPrice {
  const discount = openDiscount(rulebook, household, season, paying)
  if (!discount) return whole
  const line = discountLine(rulebook, household, season, whole, discount)
  if (isRefused(line)) return line
  const discounted = feeSheet([...whole.lines, line])
  return isRefused(discounted) ? discounted : { ...whole, ...discounted }
}

/** How and when somebody pays; without `through` by neither way, as with credit that the company holds already. */
export interface Paying {
  on: CivilDate
  through?: NonNullable<EstimateRequest['paying']>['through']
}

/** The discount of a season that is open to a household for what is paid on a day in a way: the one that ends first. */
export function openDiscount(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  paying: Paying,
): EarlyDiscount | undefined {
  // Who takes no heat pays no heat price that could be lowered (decided).
  if (household.service === 'suspended') return undefined
  const until = (one: EarlyDiscount) => discountUntil(rulebook, one, season)
  return rulebook.discounts
    .filter(({ through }) => through === undefined || through === paying.through)
    .filter((one) => holdsFor(rulebook, one.for, household) && paying.on <= until(one))
    .sort((one, other) => (until(one) < until(other) ? -1 : 1))[0]
}

/** What a discount takes off a season's fee, as a line below zero. */
export function discountLine(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  whole: FeeSheet,
  discount: EarlyDiscount,
): FeeLine | NoPrice {
  const label = `${discount.label}（${discountUntil(rulebook, discount, season)} 前缴清）`
  const cited = citation(rulebook, discount)
  if (discount.price === undefined) {
    const amountFen = yuanToFen(
      exact(whole.totalFen)
        .times('0.01')
        .times(percent(discount.off ?? '0%')),
    )
    if (typeof amountFen !== 'number') return amountFen
    const formula = `− ${yuanText(whole.totalFen)} 元 × ${discount.off}`
    return { label, formula, ...cited, amountFen: 0 - amountFen }
  }
  const { price } = discount
  const cheaper = seasonBill(rulebook, household, season, {
    priceOf: (line) => (isOfArea(rulebook, line) ? price : undefined),
  })
  if (isRefused(cheaper)) return cheaper
  const amountFen = Math.min(0, cheaper.totalFen - whole.totalFen)
  const formula = `按 ${price} 元计 ${yuanText(cheaper.totalFen)} 元 − ${yuanText(whole.totalFen)} 元`
  return { label, formula, ...cited, amountFen }
}

/** Days that are charged in a season: those that the notice names, else those of the calendar. */
function chargedDays(rulebook: Rulebook, season: string): number {
  return rulebook.season.days ?? seasonDates(rulebook, season).days
}

/** What days of heat beyond the season cost: the area fee ÷ the season's days × the days. Refused without such a rule (C10). */
export function extraDaysFee(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  extraDays: number,
): FeeSheet | NoPrice {
  const rule = rulebook.extraDays
  if (!rule) return noPrice(`${rulebook.name}没有公布延长供热收费的规定`)
  const others = outsideScope(rulebook, rule.for, household)
  if (others !== undefined) return noPrice(`${rulebook.name}延长供热收费的规定只适用于${others}`)
  const whole = areaFee(rulebook, household, season)
  if (isRefused(whole)) return whole
  const days = chargedDays(rulebook, season)
  const amountFen = yuanToFen(exact(whole.totalFen).times('0.01').times(extraDays), exact(days))
  if (typeof amountFen !== 'number') return amountFen
  const formula = `${yuanText(whole.totalFen)} 元 ÷ ${days} 天 × ${extraDays} 天`
  return feeSheet([{ label: rule.label ?? '延长供热', formula, ...citation(rulebook, rule), amountFen }])
}

/**
 * What is given back for days on which a room was colder than promised, in fen above zero: for each row of the table that was
 * reached the day's fee × days × its share. The day's fee is the area fee, for a metered household without the base part, ÷ the
 * season's days. Refused without such a rule (C10).
 */
export function coldRefund(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  coldDays: readonly { days: number; celsius: string }[],
): FeeSheet | NoPrice {
  const rule = rulebook.coldRefund
  if (!rule) return noPrice(`${rulebook.name}没有公布室温不达标的退费标准`)
  const others = outsideScope(rulebook, rule.for, household)
  if (others !== undefined) return noPrice(`${rulebook.name}室温不达标退费只适用于${others}`)
  const days = chargedDays(rulebook, season)
  const counted = coldDays.reduce((sum, one) => sum + one.days, 0)
  if (counted > days) return noPrice(`不达标的天数超过采暖季的 ${days} 天`)
  const base = feeWithoutBase(rulebook, household, season)
  if (isRefused(base)) return base
  const lines = coldDays.flatMap(({ days: cold, celsius }): (FeeLine | NoPrice)[] => {
    if (exact(celsius).gte(rule.belowCelsius)) return []
    const share = rule.table.find(({ from }) => from === undefined || exact(celsius).gte(from))?.share
    if (share === undefined) return []
    const numerator = exact(base.fen).times('0.01').times(cold).times(percent(share))
    const amountFen = yuanToFen(numerator, exact(days))
    if (typeof amountFen !== 'number') return [amountFen]
    const formula = `${base.formula} ÷ ${days} 天 × ${cold} 天 × ${share}`
    return [{ label: `室温 ${celsius}℃，退当日热费 ${share}`, formula, ...citation(rulebook, rule), amountFen }]
  })
  return feeSheet(lines)
}

function feeWithoutBase(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
): { fen: number; formula: string } | NoPrice {
  const whole = areaFee(rulebook, household, season)
  if (isRefused(whole)) return whole
  const all = { fen: whole.totalFen, formula: `${yuanText(whole.totalFen)} 元` }
  if (household.billing === 'area') return all
  const tariff = findMeteredPrice(rulebook, household, season)
  if (isRefused(tariff)) return tariff
  if (!tariff.base) return all
  const base = sheetOf(rulebook, [pricedLines(rulebook, tariff.base, tariff, household, season)])
  if (isRefused(base)) return base
  const formula = `(${yuanText(whole.totalFen)} 元 − ${yuanText(base.totalFen)} 元)`
  return { fen: Math.max(0, whole.totalFen - base.totalFen), formula }
}

/**
 * What final prices change of a fee that was reckoned by provisional ones, line by line, in fen: above zero is owed in
 * addition. Undefined where no final price is published for what the household pays.
 */
export function rebilledFee(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  provisional: FeeSheet,
): FeeSheet | NoPrice | undefined {
  let published = false
  const final = seasonBill(rulebook, household, season, {
    priceOf: (_line, { final }) => {
      published ||= final !== undefined
      return final
    },
  })
  if (!published) return undefined
  if (isRefused(final)) return final
  const title = { label: '最终价与暂定价的差额', rule: final.lines[0]?.rule ?? 'C9', source: final.lines[0]?.source }
  const whole = sumFen(final.lines.map(({ amountFen }) => amountFen))
  const formula = `${yuanText(whole)} 元 − ${yuanText(provisional.totalFen)} 元`
  return feeSheet([{ ...title, formula, amountFen: whole - provisional.totalFen }])
}
