import fc from 'fast-check'
import { decimalOf } from '../../../server/adapters/channelFiles/columns'

describe('an amount in a bill', () => {
  test.each([
    ['0.01', 1],
    ['1234.56', 123_456],
    ['-234.56', -23_456],
    ['20.0', 2_000],
    ['12', 1_200],
    ['99999999.99', 9_999_999_999],
    ['12.500', 1_250],
  ])('%s yuan are %i fen', (text, fen) => {
    expect(decimalOf(text, 2)).toBe(fen)
  })

  test.each(['', '-', '.', '1e3', '0x10', '1,234.56', '12.345', 'NaN', '１２.00', '1.2.3', '99999999999999999999'])(
    '“%s” is none',
    (text) => {
      expect(decimalOf(text, 2)).toBeNaN()
    },
  )

  test('a character of another script is never taken for a digit, whatever its code ends with', () => {
    expect(decimalOf('1丰.00', 2)).toBeNaN()
    fc.assert(
      fc.property(fc.integer({ min: 0x80, max: 0xffff }), (code) => {
        expect(decimalOf(`1${String.fromCharCode(code)}.00`, 2)).toBeNaN()
      }),
    )
  })
})
