import fc from 'fast-check'
import { householdMark, markedUserCode } from '../../../server/domain/payment/householdMark'

const userCode = fc.stringMatching(/^[0-9A-Za-z-]{1,32}$/)

test('a user code comes back from what a channel repeats, alone or behind the goods’ name', () => {
  fc.assert(
    fc.property(userCode, fc.constantFrom('', '2026-2027采暖季采暖费 ', '采暖费 补缴 '), (code, goods) => {
      expect(markedUserCode(`${goods}${householdMark(code)}`)).toBe(code)
    }),
  )
})

test.each([undefined, '', '2026-2027采暖季采暖费', '某小区户号牌', '户号', '户号6201 补缴', 'x户号62010001'])(
  '%s names no household',
  (text) => {
    expect(markedUserCode(text)).toBeUndefined()
  },
)
