import fc from 'fast-check'
import { byNight, contrast } from '../../contract/colour'
import { amountInWords } from '../../miniprogram/format/amountInWords'

test.each([
  [0, '零元整'],
  [1, '壹分'],
  [10, '壹角整'],
  [105, '壹元零伍分'],
  [100_000, '壹仟元整'],
  [111_663, '壹仟壹佰壹拾陆元陆角叁分'],
  [223_325, '贰仟贰佰叁拾叁元贰角伍分'],
  [140_950, '壹仟肆佰零玖元伍角整'],
  [10_000_000, '壹拾万元整'],
  [10_050_000, '壹拾万零伍佰元整'],
  [1_680_032, '壹万陆仟捌佰元叁角贰分'],
  [100_000_001_00, '壹亿零壹元整'],
  [107_000_53, '壹拾万柒仟元伍角叁分'],
])('%d fen are %s', (fen, words) => {
  expect(amountInWords(fen)).toBe(words)
})

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const UNITS: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 }

/** Reads an amount in words by another way than it is written: from left to right, as a clerk does. */
function read(words: string): number {
  let [total, group, digit] = [0, 0, 0]
  for (const sign of words) {
    if (DIGITS.includes(sign)) digit = DIGITS.indexOf(sign)
    else if (sign in UNITS) {
      group += digit * (UNITS[sign] ?? 0)
      digit = 0
    } else if (sign === '万' || sign === '亿') {
      total += (group + digit) * (sign === '万' ? 1e4 : 1e8)
      ;[group, digit] = [0, 0]
    } else if (sign === '元') {
      total = (total + group + digit) * 100
      ;[group, digit] = [0, 0]
    } else if (sign === '角' || sign === '分') {
      total += digit * (sign === '角' ? 10 : 1)
      digit = 0
    }
  }
  return total
}

test('every amount reads back as what it was, no two zeros in a row, none before a unit', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(10_000_000), fc.integer({ min: 0, max: 99_999_999_999 })), (fen) => {
      const words = amountInWords(fen)
      expect(read(words)).toBe(fen)
      if (fen >= 100) expect(words).not.toMatch(/零零|零[拾佰仟万亿元]|^零|零整/)
    }),
  )
})

test('a brand’s colour can be read by night, however dark; a light one stays itself', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(fc.property(colour, (given) => contrast(byNight(given), '#2b2f35') >= 7))
  expect(byNight('#fdba74')).toBe('#fdba74')
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})
