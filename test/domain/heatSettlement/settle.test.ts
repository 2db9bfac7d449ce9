import fc from 'fast-check'
import { afterMeterTest } from '../../../server/domain/heatSettlement/meterTest'
import { adjustment, carriedOver } from '../../../server/domain/heatSettlement/settle'
import { answered, rulebookOf } from '../../support/estimate'

const binzhou = rulebookOf('binzhou')

describe('settlement after the season', () => {
  const BOTH_WAYS = [
    ['tangshan', { use: 'public', storeys: 'multi', storeyHeight: '3.6' }],
    ['lanzhou', { use: 'residential' }],
    ['lanzhou', { use: 'hotel', heatSource: 'coal' }],
    ['baoji', { use: 'residential' }],
    ['baoji', { use: 'non-residential' }],
    ['baoji', { use: 'low-income' }],
  ] as const

  const hundredths = (most: number) => fc.integer({ min: 1, max: most }).map((value) => (value / 100).toFixed(2))

  test.each(BOTH_WAYS)(
    'TS4, LZ4, BO8: both ways, prepayment + adjustment is the metered fee (%s, %o)',
    (company, household) => {
      fc.assert(
        fc.property(hundredths(50_000), hundredths(10_000_000), (buildingArea, quantity) => {
          const { prepay, metered, settlement } = answered(company, {
            ...household,
            billing: 'metered',
            buildingArea,
            heat: { quantity, unit: 'kWh' },
          })
          expect(prepay.totalFen + (settlement?.adjustmentFen ?? Number.NaN)).toBe(metered?.totalFen)
        }),
        { numRuns: 40 },
      )
    },
  )

  test('TS4: refund-only never asks for more; BZ2: a top-up is at most a tenth, a refund whole', () => {
    const money = fc.integer({ min: 0, max: 10_000_000 })
    fc.assert(
      fc.property(money, money, (prepaid, metered) => {
        expect(adjustment({ direction: 'refund-only' }, prepaid, metered)).toBe(Math.min(0, metered - prepaid))
        const capped = adjustment({ direction: 'both', topUpCap: '10%' }, prepaid, metered)
        if (metered <= prepaid) expect(capped).toBe(metered - prepaid)
        else expect(capped).toBe(Math.min(metered - prepaid, Math.floor((prepaid + 5) / 10)))
      }),
    )
  })

  test('BZ2: the limit of half a fen goes up', () => {
    expect(adjustment({ direction: 'both', topUpCap: '10%' }, 12_345, 99_999)).toBe(1_235)
    expect(adjustment({ direction: 'both', topUpCap: '10%' }, 12_344, 99_999)).toBe(1_234)
  })

  test('BZ4: what nobody acted on becomes credit or an extra charge of the next season', () => {
    expect(carriedOver(-14_000)).toEqual({ creditFen: 14_000, extraChargeFen: 0 })
    expect(carriedOver(22_000)).toEqual({ creditFen: 0, extraChargeFen: 22_000 })
    expect(carriedOver(0)).toEqual({ creditFen: 0, extraChargeFen: 0 })
  })

  test('BZ7: a meter that passes its test costs 150 yuan, and its result stands', () => {
    expect(afterMeterTest(binzhou, { passed: true, adjustmentFen: 22_000, unitRefundsFen: [1] })).toEqual({
      outcome: 'stands',
      adjustmentFen: 22_000,
      feeFen: 15_000,
    })
  })

  test('BZ7: a meter that fails costs nothing; the refund is the unit’s mean refund, half up', () => {
    const failed = { passed: false, adjustmentFen: 22_000 }
    // (140.00 + 0 + 60.01) ÷ 3 = 66.67; (0.01 + 0) ÷ 2 = 0.005
    expect(afterMeterTest(binzhou, { ...failed, unitRefundsFen: [14_000, 0, 6_001] })).toEqual({
      outcome: 'mean-of-unit',
      adjustmentFen: -6_667,
      feeFen: 0,
    })
    expect(afterMeterTest(binzhou, { ...failed, unitRefundsFen: [1, 0] })).toMatchObject({ adjustmentFen: -1 })
    expect(afterMeterTest(binzhou, { ...failed, unitRefundsFen: [] })).toEqual({ outcome: 'no-mean' })
    expect(afterMeterTest(rulebookOf('baoji'), { ...failed, unitRefundsFen: [1] })).toEqual({ outcome: 'no-rule' })
  })
})
