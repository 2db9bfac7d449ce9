import type { CalculatorChoice } from '../../contract/company'
import { estimateRequest } from '../../contract/estimates'
import {
  type Choice,
  choicesOf,
  chosen,
  heatSourceOf,
  nothingFilled,
  readFilled,
} from '../../miniprogram/pages/calculator/question'
import { scriptedCompanies } from '../support/miniprogram/scriptedCompanies'

const [beijing, lanzhou] = scriptedCompanies('production').companies
if (!beijing || !lanzhou) throw new Error('the script has two companies')
const choices = choicesOf(lanzhou)

const home: CalculatorChoice = {
  use: 'residential',
  useLabel: '居民住宅',
  heatSources: [],
  area: 'building',
  areaLabel: '建筑面积',
  fromBuilding: false,
  storeyHeight: false,
}

/** What the calculator would send, read as the server reads it. */
function asked(filled: Partial<typeof nothingFilled>) {
  const all = { ...nothingFilled, ...filled }
  const choice = chosen(choices, all)
  const read = choice && lanzhou ? readFilled(lanzhou, choice, all) : undefined
  return read?.kind === 'good' ? estimateRequest.parse(read.question) : read
}

test('a home is asked for by its building area and heat source', () => {
  expect(asked({ area: ' 89.33 ', heatSource: 'gas' })).toMatchObject({
    company: 'lanzhou',
    season: '2026-2027',
    use: 'residential',
    heatSource: 'gas',
    buildingArea: '89.33',
  })
})

test('a public building also by its storeys and their height', () => {
  expect(asked({ use: 'public', area: '500', storeys: 'single', storeyHeight: '3.6' })).toMatchObject({
    use: 'public',
    storeys: 'single',
    storeyHeight: '3.6',
    buildingArea: '500',
  })
  expect(asked({ use: 'public', area: '500' })).toEqual({ kind: 'bad', area: false, storeyHeight: true, heat: false })
})

test.each(['', '0', '-1', '1.234', 'abc', '123456789'])('"%s" is no area', (area) => {
  expect(asked({ area })).toMatchObject({ kind: 'bad', area: true })
})

test('a usable area that nobody knows is asked for as building area', () => {
  const choice: CalculatorChoice = { ...home, area: 'usable', areaLabel: '使用面积', fromBuilding: true }
  const known = readFilled(lanzhou, choice, { ...nothingFilled, area: '75.02' })
  expect(known).toMatchObject({ question: { usableArea: '75.02' } })
  const unknown = readFilled(lanzhou, choice, { ...nothingFilled, area: '100', usableKnown: false })
  expect(unknown).toMatchObject({ question: { buildingArea: '100' } })
})

test('a heat source that the new use does not have gives way to its first', () => {
  const [first] = choices
  expect(first && heatSourceOf(first, { ...nothingFilled, heatSource: 'clean' })).toBe('coal')
})

test('a company that tells nothing of its prices is asked for homes', () => {
  expect(choicesOf(beijing)).toEqual([home])
})

test('heat on a meter is asked for where a two-part price is published, in the meter’s unit', () => {
  const choice: Choice = { ...home, metered: true }
  const filled = { ...nothingFilled, area: '100', metered: true, heat: '1,000.5', unit: 'GJ' as const }
  expect(readFilled(lanzhou, choice, filled)).toMatchObject({
    question: { billing: 'metered', heat: { quantity: '1000.5', unit: 'GJ' } },
  })
  expect(readFilled(lanzhou, choice, { ...filled, heat: '' })).toMatchObject({ kind: 'bad', heat: true })
  const unmetered = readFilled(lanzhou, { ...choice, metered: false }, filled)
  expect(unmetered.kind === 'good' && unmetered.question).not.toHaveProperty('heat')
})
