import { isRefused } from '../../../server/domain/tariff/area'
import { estimateGas } from '../../../server/domain/tariff/feeLine'
import { rulebookOf } from '../../support/estimate'

function gas(home: 'ordinary' | 'wall-boiler', cubicMetres: string) {
  const sheet = estimateGas(rulebookOf('lanzhou'), { home, cubicMetres })
  if (isRefused(sheet)) throw new Error(sheet.reason)
  return sheet
}

describe('a year’s gas by tiers (LZ6)', () => {
  test.each([
    ['ordinary', '0', 0],
    ['ordinary', '360', 61_200],
    ['ordinary', '361', 61_404], // 612 + 2.04
    ['ordinary', '480', 85_680], // 612 + 244.80
    ['ordinary', '480.5', 85_808], // + 1.275, half up
    ['ordinary', '500', 90_780],
    ['wall-boiler', '2400', 408_000],
    ['wall-boiler', '3000', 530_400], // 4080 + 1224
    ['wall-boiler', '3200', 581_400], // + 510
  ] as const)('LZ6: %s home, %s m³: %i fen; a bound belongs to the lower tier', (home, cubicMetres, amountFen) => {
    expect(gas(home, cubicMetres).totalFen).toBe(amountFen)
  })

  test('LZ6, C9: one explained line for each tier that is reached', () => {
    expect(gas('ordinary', '500').lines).toMatchObject([
      { label: '第一档', formula: '360 m³ × 1.70 元/m³', rule: 'LZ6', amountFen: 61_200 },
      { label: '第二档', formula: '120 m³ × 2.04 元/m³', amountFen: 24_480 },
      { label: '第三档', formula: '20 m³ × 2.55 元/m³', amountFen: 5_100 },
    ])
    expect(gas('ordinary', '360').lines).toHaveLength(1)
    expect(gas('ordinary', '0').lines).toHaveLength(1)
  })

  test('LZ6, C10: a company without gas prices refuses', () => {
    expect(estimateGas(rulebookOf('baoji'), { home: 'ordinary', cubicMetres: '1' })).toMatchObject({
      refused: 'no-price',
    })
  })
})
