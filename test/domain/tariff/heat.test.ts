import fc from 'fast-check'
import { dividedHalfUp, heatInUnit } from '../../../server/domain/tariff/exact'
import { answered } from '../../support/estimate'

const COMPANIES = ['tangshan', 'lanzhou', 'baoji', 'binzhou', 'xueling']

const energyFen = (company: string, quantity: string, unit: string): number | undefined =>
  answered(company, {
    heatSource: company === 'tangshan' ? 'district' : undefined,
    billing: 'metered',
    buildingArea: '100',
    heat: { quantity, unit },
  }).metered?.lines[1]?.amountFen

describe('heat in the meter’s unit and the tariff’s (C3)', () => {
  test.each(COMPANIES)('C3: %s charges the same heat alike in kWh, MWh and GJ', (company) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (megawattHours) => {
        // so many thousandths of a MWh are so many kWh, and × 3.6 so many thousandths of a GJ
        const kWh = energyFen(company, String(megawattHours), 'kWh')
        const MWh = energyFen(company, (megawattHours / 1000).toFixed(3), 'MWh')
        const GJ = energyFen(company, ((megawattHours * 36) / 10_000).toFixed(4), 'GJ')
        expect([MWh, GJ]).toEqual([kWh, kWh])
      }),
      { numRuns: 50 },
    )
  })

  test('C3: 1 GJ is no finite number of kWh, and is rounded once, with the price', () => {
    // 277.777… kWh × 0.14 = 38.888…
    expect(energyFen('binzhou', '1', 'GJ')).toBe(3_889)
    // 9 GJ are 2500 kWh exactly
    expect(energyFen('binzhou', '9', 'GJ')).toBe(35_000)
    const { numerator, denominator, formula } = heatInUnit({ quantity: '1', unit: 'GJ' }, 'kWh')
    expect(dividedHalfUp(numerator, denominator, 4).toFixed()).toBe('277.7778')
    expect(formula).toBe('1 GJ ÷ 0.0036')
  })

  test('C3: a conversion that was rounded in between would differ', () => {
    // 0.03 GJ = 8.333… kWh × 0.14 = 1.1666…; 8.3 kWh × 0.14 would be 1.16
    expect(energyFen('binzhou', '0.03', 'GJ')).toBe(117)
    // 0.01 GJ = 2.777… kWh × 0.21 would be 0.59 from 2.8 kWh
    const office = { use: 'public', storeys: 'multi', storeyHeight: '3', billing: 'metered', buildingArea: '100' }
    const { metered } = answered('tangshan', { ...office, heat: { quantity: '0.01', unit: 'GJ' } })
    expect(metered?.lines[1]?.amountFen).toBe(58)
  })
})
