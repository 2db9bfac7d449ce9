import { estimateRequest } from '../../../contract/estimates'
import { estimate } from '../../../server/domain/billing/estimate'
import { isRefused } from '../../../server/domain/tariff/area'
import { meteredUses } from '../../../server/domain/tariff/findPrice'
import { rulebookOf } from '../../support/estimate'

const SEASON = '2026-2027'

test('C3: wherever a meter is asked for, some heat source has a two-part price', () => {
  for (const company of ['tangshan', 'lanzhou', 'baoji', 'binzhou']) {
    const rulebook = rulebookOf(company)
    const uses = meteredUses(rulebook, SEASON)
    expect(uses).toContain('residential')
    for (const use of uses) {
      const fees = rulebook.heatSources.map((heatSource) =>
        estimate(
          rulebook,
          estimateRequest.parse({
            company,
            season: SEASON,
            use,
            heatSource,
            billing: 'metered',
            buildingArea: '100',
            storeys: 'multi',
            storeyHeight: '3',
            heat: { quantity: '10000', unit: 'kWh' },
          }),
        ),
      )
      expect([company, use, fees.some((fee) => !isRefused(fee) && fee.metered !== null)]).toEqual([company, use, true])
    }
  }
})

test('BJ2: a tariff that is only named, without prices, offers no meter', () => {
  expect(meteredUses({ ...rulebookOf('binzhou'), meteredPrices: [] }, SEASON)).toEqual([])
  const named = rulebookOf('binzhou').meteredPrices.map(({ energy: _, ...price }) => price)
  expect(meteredUses({ ...rulebookOf('binzhou'), meteredPrices: named }, SEASON)).toEqual([])
})
