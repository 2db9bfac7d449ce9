import type { FeeSheet } from '../../../contract/estimates'
import { USE_LABELS } from '../rulebook/labels'
import type { Rulebook } from '../rulebook/rulebook'
import { areaFeeLine, feeSheet, heatFeeLine } from '../tariff/feeLine'
import { findMeteredPrice } from '../tariff/findPrice'
import type { MeteredHeat } from '../tariff/heat'
import type { HouseholdFacts } from '../tariff/household'
import { isRefused, type NoPrice, noPrice } from '../tariff/refusal'

/**
 * The two-part fee of a season's heat, line by line, in fen: base price × area + energy price × heat (domain.md C3).
 * Refuses where no metered price is published (BJ2, LZ3, C10).
 */
export function meteredFee(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  heat: MeteredHeat,
): FeeSheet | NoPrice {
  const tariff = findMeteredPrice(rulebook, household, season)
  if (isRefused(tariff)) return tariff
  if (!tariff.base || !tariff.energy) {
    return noPrice(`${rulebook.name}没有公布${USE_LABELS[household.use]}的计量热价，无法结算（${tariff.rule}）`)
  }
  return feeSheet([
    areaFeeLine(rulebook, tariff.base, tariff, household),
    heatFeeLine(rulebook, tariff.energy, tariff, heat),
  ])
}
