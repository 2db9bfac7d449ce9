import fc from 'fast-check'
import {
  decimalsShown,
  dividedHalfUp,
  exact,
  percent,
  roundedHalfUp,
  roundedUp,
} from '../../../server/domain/tariff/exact'

describe('exact decimals (C1)', () => {
  test('C1: half a fen goes up, a hair less does not', () => {
    expect(roundedHalfUp(exact('0.005'), 2).toFixed()).toBe('0.01')
    expect(roundedHalfUp(exact('0.00499999'), 2).toFixed()).toBe('0')
    expect(roundedHalfUp(exact('1.005'), 2).toFixed()).toBe('1.01')
  })

  test('C1, C3: a quotient is rounded on its true value, never twice', () => {
    // 0.4999…9 of 24 nines: rounded to 20 digits first, it would become 0.5 and then 1.
    expect(dividedHalfUp(exact('1499999999999999999999999'), exact('3000000000000000000000000'), 0).toFixed()).toBe('0')
    expect(dividedHalfUp(exact('1'), exact('2'), 0).toFixed()).toBe('1')
    expect(dividedHalfUp(exact('100'), exact('1.333'), 2).toFixed()).toBe('75.02')
  })

  test('C1: division agrees with whole-number arithmetic', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (value, divisor) => {
          const expected = (2n * value + divisor) / (2n * divisor)
          expect(dividedHalfUp(exact(String(value)), exact(String(divisor)), 0).toFixed()).toBe(String(expected))
        },
      ),
    )
  })

  test('C7: rounding up, and percent without floats', () => {
    expect(roundedUp(exact('111662.5')).toFixed()).toBe('111663')
    expect(roundedUp(exact('111662')).toFixed()).toBe('111662')
    expect(percent('30%').toFixed()).toBe('0.3')
  })

  test('C9: prices are shown with two decimals at least, and all that they have', () => {
    expect(['5', '16.5', '1.004', '2.250', '0'].map((text) => decimalsShown(exact(text)))).toEqual([
      '5.00',
      '16.50',
      '1.004',
      '2.25',
      '0.00',
    ])
  })
})
