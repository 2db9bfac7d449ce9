import type { FeeSheet } from '../../../contract/estimates'
import { type Fen, fen } from '../../../contract/money'
import { seasonDates } from '../calendar/season'
import type { SettlementDirection } from '../rulebook/feeRules'
import { USE_LABELS } from '../rulebook/labels'
import type { Rulebook } from '../rulebook/rulebook'
import { exact, percent, roundedHalfUp } from '../tariff/exact'
import type { MeteredHeat } from '../tariff/heat'
import type { HouseholdFacts } from '../tariff/household'
import { isRefused, type NoPrice, noPrice } from '../tariff/refusal'
import { meteredFee } from './meteredFee'

/** A metered household's season after it ended. */
export interface Settlement {
  /** What it is settled on: the two-part fee, or with a broken meter what was prepaid (C5). */
  metered: FeeSheet
  /** Below zero a refund, above zero a top-up, in fen. */
  adjustmentFen: Fen
  /** The rule that set the direction. */
  rule: string
}

/** The adjustment between a metered fee and the area fee that was prepaid (domain.md TS4, LZ4, BO8, BZ2). */
export function adjustment(
  direction: Pick<SettlementDirection, 'direction' | 'topUpCap'>,
  prepaidFen: number,
  meteredFen: number,
): Fen {
  const difference = meteredFen - prepaidFen
  if (difference <= 0) return fen(difference)
  if (direction.direction === 'refund-only') return fen(0)
  if (direction.topUpCap === undefined) return fen(difference)
  const cap = roundedHalfUp(exact(prepaidFen).times(percent(direction.topUpCap)), 0)
  return fen(Math.min(difference, cap.toNumber()))
}

/**
 * Settles a metered household's season against what it owed up front (its prepaid sheet), in fen. A broken meter
 * settles on that sheet: adjustment 0 (domain.md C5). Refuses where no metered price or no rule exists (C10):
 * a suspended household that used heat, a household that moved out within the season.
 */
export function settle(
  rulebook: Rulebook,
  household: HouseholdFacts,
  season: string,
  prepaid: FeeSheet,
  reading: { heat: MeteredHeat; meterFaulty: boolean },
): Settlement | NoPrice {
  if (reading.meterFaulty) return { metered: prepaid, adjustmentFen: fen(0), rule: 'C5' }
  if (household.service === 'suspended') return settleSuspended(prepaid, reading.heat)
  if (household.movedOutOn !== undefined && household.movedOutOn <= seasonDates(rulebook, season).endsOn) {
    return noPrice('搬迁用户按天收费，没有热计量结算的规定')
  }
  const metered = meteredFee(rulebook, household, season, reading.heat)
  if (isRefused(metered)) return metered
  const direction = rulebook.settlement?.directions.find(({ uses }) => uses.includes(household.use))
  if (!direction) return noPrice(`${rulebook.name}没有公布${USE_LABELS[household.use]}的结算规定`)
  return { metered, adjustmentFen: adjustment(direction, prepaid.totalFen, metered.totalFen), rule: direction.rule }
}

/** A suspended household owes what it prepaid and nothing more; a meter that ran all the same needs a person to look. */
function settleSuspended(prepaid: FeeSheet, heat: MeteredHeat): Settlement | NoPrice {
  if (exact(heat.quantity).gt(0)) return noPrice('停热户的热表有用热量，请联系供热单位核实')
  return { metered: prepaid, adjustmentFen: fen(0), rule: prepaid.lines[0]?.rule ?? 'C4' }
}
