import { findAreaPrice, holdsIn } from '../../../server/domain/tariff/findPrice'
import { prepay, refusal, rulebookOf } from '../../support/estimate'

describe('the price of a household in a season', () => {
  test('a price version holds for its seasons, both ends included; an absent end is open', () => {
    expect(
      ['2023-2024', '2024-2025', '2025-2026', '2026-2027'].filter((season) =>
        holdsIn({ from: '2024-2025', to: '2025-2026' }, season),
      ),
    ).toEqual(['2024-2025', '2025-2026'])
    expect(holdsIn({ to: '2024-2025' }, '1999-2000')).toBe(true)
    expect(holdsIn({}, '2099-2100')).toBe(true)
  })

  test('arrears of an earlier season keep their own season’s price', () => {
    expect(prepay('xueling', { season: '2024-2025', buildingArea: '100' })).toBe(240_000) // 4 × 6
    expect(prepay('xueling', { season: '2025-2026', buildingArea: '100' })).toBe(252_300) // 4.205 × 6
  })

  test('C10: before the first version there is no price, and none is borrowed', () => {
    const beijing = rulebookOf('beijing')
    const [first] = beijing.areaPrices
    if (!first) throw new Error('no price')
    const young = { ...beijing, areaPrices: [{ ...first, seasons: { from: '2016-2017' } }] }
    expect(findAreaPrice(young, { use: 'residential', heatSource: 'district' }, '2015-2016')).toMatchObject({
      refused: 'no-price',
    })
    expect(findAreaPrice(young, { use: 'residential', heatSource: 'district' }, '2016-2017')).toMatchObject({
      rule: 'BJ1',
    })
  })

  test('C10: a price for one source only is not taken for an unknown source', () => {
    expect(refusal('xueling', { use: 'hotel', buildingArea: '100' })).toContain('热源')
    expect(refusal('xueling', { use: 'hotel', heatSource: 'gas', buildingArea: '100' })).toContain('没有公布')
  })

  test('a company with a single source needs none to be said', () => {
    expect(prepay('binzhou', { buildingArea: '100' })).toBe(
      prepay('binzhou', { heatSource: 'district', buildingArea: '100' }),
    )
  })
})
