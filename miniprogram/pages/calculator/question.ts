import type { CalculatorChoice, CompanyView } from '../../../contract/company'
import type { EstimateQuestion } from '../../api/resident'

/** What was filled in; areas and heights are text as typed. */
export interface Filled {
  use: string | undefined
  heatSource: string | undefined
  area: string
  usableKnown: boolean
  storeys: 'multi' | 'single'
  storeyHeight: string
}

export const nothingFilled: Filled = {
  use: undefined,
  heatSource: undefined,
  area: '',
  usableKnown: true,
  storeys: 'multi',
  storeyHeight: '',
}

const HOMES: readonly CalculatorChoice[] = [{ use: 'residential', heatSources: [], area: 'building' }]

/** What a company's calculator offers; homes by building area where the company does not say. */
export function choicesOf(company: CompanyView): readonly CalculatorChoice[] {
  return company.calculator?.length ? company.calculator : HOMES
}

/** The choice that fits what was filled in; the first one as long as nothing was. */
export function chosen(choices: readonly CalculatorChoice[], filled: Filled): CalculatorChoice | undefined {
  return choices.find((choice) => choice.use === filled.use) ?? choices[0]
}

/** The heat source that counts: the filled one where it is offered, else the first. */
export function heatSourceOf(choice: CalculatorChoice, filled: Filled): string | undefined {
  return choice.heatSources.find((source) => source === filled.heatSource) ?? choice.heatSources[0]
}

const AREA = /^\d{1,8}(\.\d{1,2})?$/
const HEIGHT = /^\d{1,3}(\.\d{1,6})?$/

export type Read = { kind: 'good'; question: EstimateQuestion } | { kind: 'bad'; area: boolean; storeyHeight: boolean }

/** Turns what was filled in into the question that the server answers, or tells which fields are not numbers. */
export function readFilled(company: CompanyView, choice: CalculatorChoice, filled: Filled): Read {
  const area = tidy(filled.area)
  const storeyHeight = tidy(filled.storeyHeight)
  const badArea = !AREA.test(area) || Number(area) <= 0
  const badHeight = choice.area === 'converted' && !HEIGHT.test(storeyHeight)
  if (badArea || badHeight) return { kind: 'bad', area: badArea, storeyHeight: badHeight }
  const heatSource = heatSourceOf(choice, filled)
  return {
    kind: 'good',
    question: {
      company: company.id,
      season: company.season.name,
      use: choice.use,
      ...(heatSource === undefined ? {} : { heatSource }),
      ...(choice.area === 'usable' && filled.usableKnown ? { usableArea: area } : { buildingArea: area }),
      ...(choice.area === 'converted' ? { storeys: filled.storeys, storeyHeight } : {}),
    },
  }
}

function tidy(typed: string): string {
  return typed.replace(/[\s,，]/g, '').replace(/[。．]/g, '.')
}
