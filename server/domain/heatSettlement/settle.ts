import type { FeeSheet } from '../../../contract/estimates'
import { type Fen, fen, formatYuan, NO_MONEY, parseYuan, yuanText } from '../../../contract/money'
import type { Bill } from '../bill/bill'
import { type BillChange, feeStateOf } from '../bill/changeBill'
import { seasonBill } from '../billing/seasonBill'
import { seasonDates } from '../calendar/season'
import type { SettlementDirection } from '../rulebook/feeRules'
import { labelOfUse } from '../rulebook/labels'
import type { MeteredPrice } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { type HouseholdFacts, isRefused, type NoPrice, noPrice } from '../tariff/area'
import { pricedLines, sheetOf } from '../tariff/areaFee'
import { exact, type MeteredHeat, percent, roundedHalfUp } from '../tariff/exact'
import { citation, feeSheet, heatFeeLine } from '../tariff/feeLine'
import { findMeteredPrice } from '../tariff/findPrice'
import type { MeterReading } from './reading'
import type { SettlementRecord } from './settlement'

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
  if (!tariff.energy || (!tariff.base && !tariff.prepay)) {
    return noPrice(
      `${rulebook.name}没有公布${labelOfUse(rulebook, household.use)}的计量热价，无法结算（${tariff.rule}）`,
    )
  }
  const base = tariff.base ? pricedLines(rulebook, tariff.base, tariff, household, season) : []
  const energy = heatFeeLine(rulebook, tariff.energy, tariff, heat, household)
  if (isRefused(energy)) return energy
  const sheet = sheetOf(rulebook, [base, [{ line: energy }]])
  return isRefused(sheet) ? sheet : atLeast(rulebook, tariff, sheet)
}

/** A season's heat costs at least what the tariff says: what is missing is a line of its own. */
function atLeast(rulebook: Rulebook, tariff: MeteredPrice, sheet: FeeSheet): FeeSheet | NoPrice {
  const leastFen = parseYuan(tariff.minimum ?? '0') ?? 0
  if (sheet.totalFen >= leastFen) return sheet
  const formula = `最低 ${yuanText(leastFen)} 元 − ${yuanText(sheet.totalFen)} 元`
  const line = { label: '补足最低收费', formula, ...citation(rulebook, tariff), amountFen: leastFen - sheet.totalFen }
  return feeSheet([...sheet.lines, line])
}

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
  if (!direction) return noPrice(`${rulebook.name}没有公布${labelOfUse(rulebook, household.use)}的结算规定`)
  return { metered, adjustmentFen: adjustment(direction, prepaid.totalFen, metered.totalFen), rule: direction.rule }
}

/** A suspended household owes what it prepaid and nothing more; a meter that ran all the same needs a person to look. */
function settleSuspended(prepaid: FeeSheet, heat: MeteredHeat): Settlement | NoPrice {
  if (exact(heat.quantity).gt(0)) return noPrice('停热户的热表有用热量，请联系供热单位核实')
  return { metered: prepaid, adjustmentFen: fen(0), rule: prepaid.lines[0]?.rule ?? 'C4' }
}

/**
 * How a settlement's adjustment follows from its fees, with numbers, for the resident (domain.md C9): the difference, and
 * why less or nothing of it is asked for.
 */
export function explainAdjustment(
  rulebook: Pick<Rulebook, 'settlement'>,
  use: string,
  prepaidFen: number,
  { metered, adjustmentFen, rule }: Settlement,
): string {
  if (rule === 'C5') return '热表故障或数据失真，按面积热费结算，不退不补'
  const difference = metered.totalFen - prepaidFen
  const [fee, prepaid] = [`计量热费 ${formatYuan(metered.totalFen)}`, `已交面积热费 ${formatYuan(prepaidFen)}`]
  // The larger comes first, so that nobody has to read a number below zero.
  if (difference < 0) return `${prepaid} − ${fee} = ${formatYuan(-difference)}，退 ${formatYuan(-adjustmentFen)}`
  const sum = `${fee} − ${prepaid} = ${formatYuan(difference)}`
  if (difference === 0) return `${sum}，不退不补`
  if (adjustmentFen === 0) return `${sum}，超出部分不用补`
  const direction = rulebook.settlement?.directions.find(({ uses }) => uses.some((one) => one === use))
  if (adjustmentFen < difference && direction?.topUpCap !== undefined) {
    const share = percent(direction.topUpCap).times(100).toFixed()
    return `${sum}；最多补面积热费的 ${share}%：${formatYuan(prepaidFen)} × ${share}% = ${formatYuan(adjustmentFen)}，补 ${formatYuan(adjustmentFen)}`
  }
  return `${sum}，补 ${formatYuan(adjustmentFen)}`
}

/** What a household's settlement says; amounts in fen. */
export type WorkedOut = Pick<
  SettlementRecord,
  'prepaidFen' | 'meteredFen' | 'adjustmentFen' | 'lines' | 'formula' | 'rule' | 'meterFaulty'
>

export type SettlementOutcome =
  | { outcome: 'worked-out'; result: WorkedOut }
  | { outcome: 'refused'; because: 'no-price' | 'bill-differs'; reason: string }

/**
 * Works out a metered household's settlement from its facts in that season, its own bill and its reading. What it prepaid
 * is the fee that its bill names (C4); a bill that the rulebook no longer explains is for a person to look at, never
 * settled on a guess (C10).
 */
export function workOutSettlement(
  rulebook: Rulebook,
  facts: HouseholdFacts,
  { bill, changes }: { bill: Bill; changes: readonly BillChange[] },
  reading: MeterReading,
): SettlementOutcome {
  const prepaid = seasonBill(rulebook, facts, bill.season)
  if (isRefused(prepaid)) return { outcome: 'refused', because: 'no-price', reason: prepaid.reason }
  const { feeFen } = feeStateOf(bill, changes)
  if (feeFen !== prepaid.totalFen) {
    return { outcome: 'refused', because: 'bill-differs', reason: '账单金额与登记情况和热价算出的不符，请核对后再结算' }
  }
  const heat = { quantity: reading.quantity, unit: reading.unit }
  const settled = settle(rulebook, facts, bill.season, prepaid, { heat, meterFaulty: reading.faulty })
  if (isRefused(settled)) return { outcome: 'refused', because: 'no-price', reason: settled.reason }
  return {
    outcome: 'worked-out',
    result: {
      prepaidFen: prepaid.totalFen,
      meteredFen: settled.metered.totalFen,
      adjustmentFen: settled.adjustmentFen,
      lines: settled.metered.lines,
      formula: explainAdjustment(rulebook, facts.use, prepaid.totalFen, settled),
      rule: settled.rule,
      meterFaulty: reading.faulty,
    },
  }
}

/**
 * A settlement on which nobody acted in time, merged into the next season's fee (domain.md BZ4): a refund becomes credit,
 * a top-up an extra charge. Both in fen, 0 or above, at most one of them above 0.
 */
export function carriedOver(adjustmentFen: number): { creditFen: Fen; extraChargeFen: Fen } {
  return adjustmentFen < 0
    ? { creditFen: fen(-adjustmentFen), extraChargeFen: NO_MONEY }
    : { creditFen: NO_MONEY, extraChargeFen: fen(adjustmentFen) }
}
