import { calculatorChoices } from '../../../server/domain/tariff/calculatorChoices'
import { prepay, rulebookOf } from '../../support/estimate'

const COMPANIES = ['beijing', 'tangshan', 'lanzhou', 'baoji', 'binzhou']

test('TS1, TS2: Tangshan’s homes are asked for source and usable area, public ones for converted', () => {
  expect(calculatorChoices(rulebookOf('tangshan'), '2026-2027')).toEqual([
    {
      use: 'residential',
      useLabel: '居民住宅',
      heatSources: ['district', 'boiler'],
      area: 'usable',
      areaLabel: '使用面积',
      fromBuilding: true,
      storeyHeight: false,
    },
    {
      use: 'public',
      useLabel: '公建',
      heatSources: [],
      area: 'converted',
      areaLabel: '折合建筑面积',
      fromBuilding: false,
      storeyHeight: true,
    },
  ])
})

test('LZ1: Lanzhou’s homes cost the same with coal and gas, so nobody is asked which it is', () => {
  const choices = calculatorChoices(rulebookOf('lanzhou'), '2026-2027')
  expect(choices[0]).toMatchObject({ use: 'residential', heatSources: [], area: 'building' })
  expect(choices[1]).toMatchObject({ use: 'office', heatSources: ['coal', 'gas'], area: 'building' })
})

test('C10: whatever the calculator offers has a price', () => {
  for (const company of COMPANIES) {
    for (const { use, heatSources, area } of calculatorChoices(rulebookOf(company), '2026-2027')) {
      for (const heatSource of heatSources.length ? heatSources : [undefined]) {
        const areas = area === 'converted' ? { storeys: 'multi' as const, storeyHeight: '3.00' } : {}
        const fee = prepay(company, { season: '2026-2027', use, heatSource, buildingArea: '100.00', ...areas })
        expect(fee).toBeGreaterThan(0)
      }
    }
  }
})
