import type { HeatSource } from '../../../contract/words'
import { billToOpen } from '../bill/openBill'
import type { Household } from '../household/household'
import type { Rulebook } from '../rulebook/rulebook'

/** Where all simulated households live. */
const SIMULATED_ESTATE = '模拟小区'

const PERCENT = 100

/** What one simulated dwelling differs in from the others. */
export interface DwellingFacts {
  id: string
  userCode: string
  number: number
  heatSource: HeatSource | null
  /** Hundredths of a m². */
  area: number
  createdAt: number
}

/** A card-holding household that heats and is charged by area, as the rulebook's residential price wants it. */
export function dwelling(
  rulebook: Rulebook,
  { id, userCode, number, heatSource, area, createdAt }: DwellingFacts,
): Household {
  const square = (hundredths: number) => (hundredths / PERCENT).toFixed(2)
  return {
    id,
    company: rulebook.id,
    userCode,
    owner: `模拟户${number}`,
    identityNumber: null,
    phone: null,
    bankCard: null,
    estate: SIMULATED_ESTATE,
    building: `${Math.floor((number - 1) / 60) + 1}号楼`,
    unit: `${Math.floor(((number - 1) % 60) / 20) + 1}单元`,
    room: `${Math.floor(((number - 1) % 20) / 2) + 1}0${((number - 1) % 2) + 1}`,
    use: 'residential',
    heatSource,
    billing: 'area',
    buildingArea: square(area),
    usableArea: square(Math.floor((area * 3) / 4)),
    storeys: 'multi',
    storeyHeight: '2.80',
    service: 'heating',
    cardHolder: true,
    movedOutOn: null,
    lowIncomeApprovedFor: null,
    creditFen: 0,
    version: 0,
    createdAt,
  }
}

/** Kinds of dwelling that the rulebook has a residential price for. */
export function pricedHeatSources(rulebook: Rulebook, season: string): (HeatSource | null)[] {
  return [null, ...rulebook.heatSources].filter((heatSource) => {
    const sample = dwelling(rulebook, { id: '', userCode: '', number: 1, heatSource, area: 10_000, createdAt: 0 })
    return billToOpen(rulebook, sample, season).outcome === 'bill'
  })
}
