import type { CalculatorChoice, CompanyView } from '../../../contract/company'
import type { HeatUnit } from '../../../contract/words'
import type { EstimateQuestion } from '../../api/resident'

/** What was filled in; areas and heights are text as typed. */
export interface Filled {
  use: string | undefined
  heatSource: string | undefined
  area: string
  usableKnown: boolean
  storeys: 'multi' | 'single'
  storeyHeight: string
  /** By a meter: the heat of the season as text, in the unit that the meter shows. */
  metered: boolean
  heat: string
  unit: HeatUnit
}

export const nothingFilled: Filled = {
  use: undefined,
  heatSource: undefined,
  area: '',
  usableKnown: true,
  storeys: 'multi',
  storeyHeight: '',
  metered: false,
  heat: '',
  unit: 'kWh',
}

/** A choice, and whether its heat may be counted by a meter. */
export type Choice = CalculatorChoice & { metered?: boolean }

const HOMES: readonly Choice[] = [
  {
    use: 'residential',
    useLabel: '居民住宅',
    heatSources: [],
    area: 'building',
    areaLabel: '建筑面积',
    fromBuilding: false,
    storeyHeight: false,
  },
]

/** Whether the building area may be filled in instead of the area that the price multiplies. */
export function mayUseBuilding({ area, fromBuilding }: CalculatorChoice): boolean {
  return area === 'usable' || fromBuilding
}

/** The kind of area that is asked for: the building area where the other is not known, or is worked out from it. */
export function areaAsked(choice: CalculatorChoice, filled: Filled): string {
  return mayUseBuilding(choice) && !filled.usableKnown ? 'building' : choice.area
}

/** The area as the server reads it: two kinds have a name of their own, the others are the company's. */
function areaOf(kind: string, area: string): Pick<EstimateQuestion, 'areas' | 'buildingArea' | 'usableArea'> {
  if (kind === 'building' || kind === 'converted') return { buildingArea: area }
  return kind === 'usable' ? { usableArea: area } : { areas: { [kind]: area } }
}

/** What a company's calculator offers; homes by building area where the company does not say. */
export function choicesOf({ calculator, meteredUses }: CompanyView): readonly Choice[] {
  if (!calculator?.length) return HOMES
  return calculator.map((choice) => (meteredUses?.includes(choice.use) ? { ...choice, metered: true } : choice))
}

/** The choice that fits what was filled in; the first one as long as nothing was. */
export function chosen(choices: readonly Choice[], filled: Filled): Choice | undefined {
  return choices.find((choice) => choice.use === filled.use) ?? choices[0]
}

/** The heat source that counts: the filled one where it is offered, else the first. */
export function heatSourceOf(choice: CalculatorChoice, filled: Filled): string | undefined {
  return choice.heatSources.find((source) => source === filled.heatSource) ?? choice.heatSources[0]
}

const AREA = /^\d{1,8}(\.\d{1,2})?$/
const HEIGHT = /^\d{1,3}(\.\d{1,6})?$/

const HEAT = /^\d{1,12}(\.\d{1,6})?$/

export interface Wrong {
  area: boolean
  storeyHeight: boolean
  heat: boolean
}
export const nothingWrong: Wrong = { area: false, storeyHeight: false, heat: false }

export type Read = { kind: 'good'; question: EstimateQuestion } | ({ kind: 'bad' } & Wrong)

/** Turns what was filled in into the question that the server answers, or tells which fields are not numbers. */
export function readFilled(company: CompanyView, choice: Choice, filled: Filled): Read {
  const area = tidy(filled.area)
  const storeyHeight = tidy(filled.storeyHeight)
  const badArea = !AREA.test(area) || Number(area) <= 0
  // A converted area needs the height; elsewhere the server says whether it does.
  const withHeight = choice.storeyHeight && (choice.area === 'converted' || storeyHeight !== '')
  const badHeight = withHeight && !HEIGHT.test(storeyHeight)
  const metered = choice.metered === true && filled.metered
  const quantity = tidy(filled.heat)
  const badHeat = metered && !HEAT.test(quantity)
  if (badArea || badHeight || badHeat) return { kind: 'bad', area: badArea, storeyHeight: badHeight, heat: badHeat }
  const heatSource = heatSourceOf(choice, filled)
  return {
    kind: 'good',
    question: {
      company: company.id,
      season: company.season.name,
      use: choice.use,
      ...(heatSource === undefined ? {} : { heatSource }),
      ...areaOf(areaAsked(choice, filled), area),
      ...(choice.area === 'converted' ? { storeys: filled.storeys } : {}),
      ...(withHeight ? { storeyHeight } : {}),
      ...(metered ? { billing: 'metered' as const, heat: { quantity, unit: filled.unit } } : {}),
    },
  }
}

function tidy(typed: string): string {
  return typed.replace(/[\s,，]/g, '').replace(/[。．]/g, '.')
}
