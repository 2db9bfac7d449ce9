import type { FeeSheet } from '../../../contract/estimates'
import type { Rulebook } from '../rulebook/rulebook'
import { areaFeeLine, feeSheet } from '../tariff/feeLine'
import { findAreaPrice, findMeteredPrice } from '../tariff/findPrice'
import type { HouseholdFacts } from '../tariff/household'
import { isRefused, type NoPrice } from '../tariff/refusal'
import { movedOutFee } from './movedOut'
import { suspendedFee } from './suspendedFee'

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
