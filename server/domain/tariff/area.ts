import type { Particulars } from '../../../contract/estimates'
import type { Billing, HeatSource, Service, Storeys, Use } from '../../../contract/words'
import type { CivilDate } from '../calendar/civilDate'
import { areaLabel } from '../rulebook/labels'
import type { AreaBasis, AreaKind, PartRule } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { decimalsShown, dividedHalfUp, type Exact, exact, percent, roundedHalfUp } from './exact'

/** What a season's fee of a household depends on. Areas are m² and heights are m, as decimal text. */
export interface HouseholdFacts extends Particulars {
  use: Use
  heatSource?: HeatSource
  billing: Billing
  buildingArea?: string
  usableArea?: string
  storeys?: Storeys
  /** Storey height in metres (TS2). */
  storeyHeight?: string
  service: Service
  /** The day of the demolition agreement (TS5). */
  movedOutOn?: CivilDate
  /** Heat was stopped and is taken again this season. */
  reconnected?: boolean
}

/**
 * Refused because the rulebook has no price or no rule for it, or because the price needs something that is not on
 * file (domain.md C10). Never replaced by a default price. `reason` is Chinese, for people.
 */
export interface NoPrice {
  refused: 'no-price'
  reason: string
}

/** No published price for these facts; `reason` says which, in Chinese, for people. */
export function noPrice(reason: string): NoPrice {
  return { refused: 'no-price', reason }
}

/** Tells what has no price from what has one. */
export function isRefused<T extends object>(outcome: T | NoPrice): outcome is NoPrice {
  return 'refused' in outcome
}

/** The area that a price multiplies, in m², and how it came about where it is not simply on file. */
export interface ChargedArea {
  squareMetres: Exact
  derivation?: string
}

type Areas = Pick<HouseholdFacts, 'buildingArea' | 'usableArea' | 'storeys' | 'storeyHeight' | 'areas' | 'parts'>

type AreaRules = Pick<Rulebook, 'areas' | 'parts'>

/**
 * Works out the area that a price line multiplies (domain.md TS1, TS2): the kind on file, else a share of the building
 * area; converted by storey height; with the parts of a home that count by themselves. Refuses naming what is missing (C10).
 */
export function chargedArea(rulebook: AreaRules, basis: AreaBasis, on: Areas): ChargedArea | NoPrice {
  const kind = rulebook.areas[basis]
  const own = ownArea(rulebook, basis, kind, on)
  return kind?.parts && !isRefused(own) ? withParts(rulebook, basis, kind.parts, own, on) : own
}

/** The area on file, else worked out from the building area and rounded half up to 0.01 m², which the bill shows (TS1). */
function ownArea(rulebook: AreaRules, basis: AreaBasis, kind: AreaKind | undefined, on: Areas): ChargedArea | NoPrice {
  const label = areaLabel(rulebook, basis)
  const building = on.buildingArea
  if (kind?.ordinaryHeight !== undefined) return convertedArea(label, kind, on)
  const registered = basis === 'building' ? building : basis === 'usable' ? on.usableArea : on.areas?.[basis]
  if (registered !== undefined) return { squareMetres: exact(registered) }
  const { divisor, ofBuilding } = kind ?? {}
  if (basis === 'building' || (divisor === undefined && ofBuilding === undefined)) {
    return noPrice(`缺少${label}，无法计算热费`)
  }
  if (building === undefined) return noPrice(`缺少${label}或建筑面积，无法计算热费`)
  const shown = decimalsShown(exact(building))
  const squareMetres =
    divisor === undefined
      ? roundedHalfUp(exact(building).times(percent(ofBuilding ?? '')), 2)
      : dividedHalfUp(exact(building), exact(divisor), 2)
  const how = divisor === undefined ? `建筑面积 ${shown} × ${ofBuilding}` : `${shown} ÷ ${divisor}`
  return { squareMetres, derivation: `${label} ${how} = ${squareMetres.toFixed(2)} m²` }
}

/** Building area × (metres over the ordinary height × 0.333 + 1, or + 2 for a single storey), rounded half up to 0.01 m² (TS2). */
function convertedArea(label: string, rule: AreaKind, on: Areas): ChargedArea | NoPrice {
  if (on.buildingArea === undefined) return noPrice('缺少建筑面积，无法计算热费')
  if (on.storeys === undefined) return noPrice('缺少楼房或单层建筑的信息，无法折合建筑面积')
  if (on.storeyHeight === undefined || exact(on.storeyHeight).lte(0)) return noPrice('缺少层高，无法折合建筑面积')
  const building = exact(on.buildingArea)
  const over = exact(on.storeyHeight).minus(rule.ordinaryHeight ?? '0')
  const base = rule.factors?.[on.storeys] ?? '1'
  const perMetre = rule.perMetreOver ?? '0'
  const factor = over.gt(0) ? over.times(perMetre).plus(base) : exact(base)
  const squareMetres = roundedHalfUp(building.times(factor), 2)
  const shownFactor = over.gt(0) ? `(${decimalsShown(over)} × ${perMetre} + ${base})` : base
  return {
    squareMetres,
    derivation: `${label} ${decimalsShown(building)} × ${shownFactor} = ${squareMetres.toFixed(2)} m²`,
  }
}

/** The area with the parts that count by themselves, each × its share; rounded half up to 0.01 m². */
function withParts(
  rulebook: AreaRules,
  basis: AreaBasis,
  kinds: readonly string[],
  own: ChargedArea,
  on: Areas,
): ChargedArea | NoPrice {
  const counted = (on.parts ?? []).filter(({ part }) => kinds.includes(part))
  if (counted.length === 0) return own
  let sum = own.squareMetres
  const shown: string[] = []
  for (const { part, area, height } of counted) {
    const rule = rulebook.parts[part]
    const share = rule && shareOfPart(rule, height)
    if (rule === undefined || share === undefined) return noPrice(`缺少${rule?.label ?? part}的高度，无法计算热费`)
    sum = sum.plus(exact(area).times(percent(share)))
    shown.push(`${rule.label} ${decimalsShown(exact(area))} × ${share}`)
  }
  const squareMetres = roundedHalfUp(sum, 2)
  const base = own.derivation ?? `${areaLabel(rulebook, basis)} ${decimalsShown(own.squareMetres)}`
  return { squareMetres, derivation: `${base} + ${shown.join(' + ')} = ${squareMetres.toFixed(2)} m²` }
}

/** The share by which a part counts; undefined when that hangs on a height that is not on file. */
function shareOfPart({ share, byHeight }: PartRule, height: string | undefined): string | undefined {
  if (byHeight === undefined) return share
  if (height === undefined) return undefined
  return byHeight.find(({ from }) => from === undefined || exact(height).gte(from))?.share
}
