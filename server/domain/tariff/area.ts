import type { Billing, HeatSource, Service, Storeys, Use } from '../../../contract/words'
import type { CivilDate } from '../calendar/civilDate'
import type { AreaBasis } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { decimalsShown, dividedHalfUp, type Exact, exact, roundedHalfUp } from './exact'

/** What a season's fee of a household depends on. Areas are m² and heights are m, as decimal text. */
export interface HouseholdFacts {
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

type Areas = Pick<HouseholdFacts, 'buildingArea' | 'usableArea' | 'storeys' | 'storeyHeight'>

/** Works out the area that a price line multiplies (domain.md TS1, TS2), or refuses naming what is missing (C10). */
export function chargedArea(rulebook: Pick<Rulebook, 'areas'>, basis: AreaBasis, on: Areas): ChargedArea | NoPrice {
  if (basis === 'usable') return usableArea(rulebook, on)
  const building = buildingArea(on)
  return basis === 'converted' && !isRefused(building) ? convertedArea(rulebook, building.squareMetres, on) : building
}

function buildingArea({ buildingArea: area }: Areas): ChargedArea | NoPrice {
  return area === undefined ? noPrice('缺少建筑面积，无法计算热费') : { squareMetres: exact(area) }
}

/** The usable area on file, else building ÷ 1.333 rounded half up to 0.01 m², which the bill shows and multiplies (TS1). */
function usableArea({ areas }: Pick<Rulebook, 'areas'>, on: Areas): ChargedArea | NoPrice {
  if (on.usableArea !== undefined) return { squareMetres: exact(on.usableArea) }
  if (on.buildingArea === undefined || !areas.usable) return noPrice('缺少使用面积或建筑面积，无法计算热费')
  const squareMetres = dividedHalfUp(exact(on.buildingArea), exact(areas.usable.divisor), 2)
  const building = decimalsShown(exact(on.buildingArea))
  return { squareMetres, derivation: `使用面积 ${building} ÷ ${areas.usable.divisor} = ${squareMetres.toFixed(2)} m²` }
}

/** Building area × (metres over the ordinary height × 0.333 + 1, or + 2 for a single storey), rounded half up to 0.01 m² (TS2). */
function convertedArea({ areas }: Pick<Rulebook, 'areas'>, building: Exact, on: Areas): ChargedArea | NoPrice {
  const rule = areas.converted
  if (!rule) return noPrice('该公司没有折合建筑面积的算法')
  if (on.storeys === undefined) return noPrice('缺少楼房或单层建筑的信息，无法折合建筑面积')
  if (on.storeyHeight === undefined || exact(on.storeyHeight).lte(0)) return noPrice('缺少层高，无法折合建筑面积')
  const over = exact(on.storeyHeight).minus(rule.ordinaryHeight)
  const base = rule.factors[on.storeys]
  const factor = over.gt(0) ? over.times(rule.perMetreOver).plus(base) : exact(base)
  const squareMetres = roundedHalfUp(building.times(factor), 2)
  const shownFactor = over.gt(0) ? `(${decimalsShown(over)} × ${rule.perMetreOver} + ${base})` : base
  return {
    squareMetres,
    derivation: `折合建筑面积 ${decimalsShown(building)} × ${shownFactor} = ${squareMetres.toFixed(2)} m²`,
  }
}
