import type { FeeSheet } from '../../../contract/estimates'
import { HEAT_SOURCE_LABELS, USE_LABELS } from '../rulebook/labels'
import type { Rulebook } from '../rulebook/rulebook'
import { areaFeeLine, citation, feeSheet } from '../tariff/feeLine'
import { findMeteredPrice, isPriced } from '../tariff/findPrice'
import type { HouseholdFacts } from '../tariff/household'
import { isRefused, type NoPrice, noPrice } from '../tariff/refusal'

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
