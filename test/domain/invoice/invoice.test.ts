import fc from 'fast-check'
import { creditCodeCheck, readTaxNumber } from '../../../contract/taxNumber'
import { inCapitals } from '../../../server/domain/invoice/invoice'
import { type TaxRule, taxOf } from '../../../server/domain/invoice/tax'
import type { Rulebook } from '../../../server/domain/rulebook/rulebook'

describe('amounts in Chinese capitals', () => {
  test.each([
    [1, '壹分'],
    [10, '壹角整'],
    [50, '伍角整'],
    [100, '壹圆整'],
    [105, '壹圆零伍分'],
    [1000, '壹拾圆整'],
    [111_663, '壹仟壹佰壹拾陆圆陆角叁分'],
    [223_325, '贰仟贰佰叁拾叁圆贰角伍分'],
    [220_000, '贰仟贰佰圆整'],
    [100_050, '壹仟圆伍角整'],
    [100_101, '壹仟零壹圆零壹分'],
    [10_010_000, '壹拾万零壹佰圆整'],
    [100_000_00_00, '壹仟万圆整'],
    [100_000_001_00, '壹亿零壹圆整'],
    [1_000_100_000_00, '壹拾亿零壹拾万圆整'],
    [20_304_050_607_08, '贰佰零叁亿零肆佰零伍万零陆佰零柒圆零捌分'],
  ])('%d fen: %s', (amount, capitals) => {
    expect(inCapitals(amount)).toBe(capitals)
  })

  const VALUES: Record<string, number> = { 零: 0, 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 }
  const UNITS: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 }
  /** Reads capitals back, on its own ways. */
  function read(text: string): number {
    let total = 0
    let part = 0
    let digit = 0
    for (const letter of text) {
      if (letter in VALUES) digit = VALUES[letter] ?? 0
      else if (letter in UNITS) {
        part += digit * (UNITS[letter] ?? 0)
        digit = 0
      } else if (letter === '万' || letter === '亿') {
        total = (total + part + digit) * (letter === '万' ? 1e4 : 1)
        if (letter === '亿') total *= 1e8
        part = digit = 0
      }
    }
    return total + part + digit
  }
  test('every amount reads back as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (amount) => {
        const [whole = '', rest = ''] = inCapitals(amount).includes('圆')
          ? inCapitals(amount).split('圆')
          : ['', inCapitals(amount)]
        const jiao = /(.)角/.exec(rest)?.[1] ?? '零'
        const fen = /(.)分/.exec(rest)?.[1] ?? '零'
        expect(readSections(whole) * 100 + (VALUES[jiao] ?? 0) * 10 + (VALUES[fen] ?? 0)).toBe(amount)
      }),
    )
  })
  function readSections(whole: string): number {
    const [high, low] = whole.includes('亿') ? whole.split('亿') : ['', whole]
    return read(high ?? '') * 1e8 + read(low ?? '')
  }
  test.each([0, -1, 1.5, 1e14])('%d is no amount', (amount) => {
    expect(() => inCapitals(amount)).toThrow(RangeError)
  })
})

describe('tax numbers', () => {
  test.each([
    '91440300708461136T',
    '91330106673959654P',
    '91310000775785552L',
    '91110000802100433B',
    '91110105101234567Y',
  ])('the public code %s', (code) => {
    expect(creditCodeCheck(code.slice(0, 17))).toBe(code[17])
    expect(readTaxNumber(code)).toEqual({ outcome: 'read', taxNumber: code, old: false })
  })
  test('any digit that changes is noticed', () => {
    const code = '91440300708461136T'
    for (let at = 0; at < 17; at++) {
      const other = code[at] === '1' ? '2' : '1'
      expect(readTaxNumber(code.slice(0, at) + other + code.slice(at + 1)).outcome).toBe('wrong')
    }
  })
  test('lower case and spaces are set right; old lengths are taken as they are; others are refused', () => {
    expect(readTaxNumber(' 9144 0300 7084 6113 6t ')).toMatchObject({ taxNumber: '91440300708461136T' })
    for (const length of [15, 17, 20])
      expect(readTaxNumber('1'.repeat(length))).toMatchObject({ outcome: 'read', old: true })
    for (const wrong of ['1'.repeat(16), '1'.repeat(19), '9144030070846113-T', '', '339902999999789113'])
      expect(readTaxNumber(wrong).outcome).toBe('wrong')
  })
})

describe('tax by the policy', () => {
  const line = { seasons: {}, paid: {}, category: '供热', goods: '采暖费', documents: ['ordinary'] } as const
  const rules = [
    {
      ...line,
      uses: ['residential'],
      treatment: 'exempt',
      notice: '56号',
      provinces: ['甘肃'],
      seasons: { from: '2023-2024', to: '2027-2028' },
    },
    { ...line, uses: ['office'], treatment: '9%', notice: '九', paid: { from: '2019-04-01' } },
    { ...line, uses: ['office'], treatment: '10%', notice: '十', paid: { to: '2019-03-31' } },
  ] as unknown as TaxRule[]
  const of = (
    use: 'residential' | 'office' | 'hotel' | 'shop',
    season = '2026-2027',
    province: '甘肃' | '广东' = '甘肃',
    amountFen = 10_900,
    paidOn = '2026-11-20',
  ) =>
    taxOf(
      {
        seller: { taxNumber: '91110105101234567Y', province, test: false },
        taxRules: rules,
        uses: { shop: { label: '商铺', taxedAs: 'office' } } as unknown as Rulebook['uses'],
      },
      { use, season, paidOn, amountFen },
    )
  test('heat for homes is exempt in its provinces until its last season, then nothing is guessed', () => {
    expect(of('residential')).toEqual({ kind: 'exempt', notice: '56号' })
    expect(of('residential', '2027-2028')).toBeDefined()
    expect(of('residential', '2028-2029')).toBeUndefined()
    expect(of('residential', '2022-2023')).toBeUndefined()
    expect(of('residential', '2026-2027', '广东')).toBeUndefined()
    expect(of('hotel')).toBeUndefined()
  })
  test('a rate holds for what was paid while it did, and for uses of a company’s own', () => {
    expect(of('office', '2018-2019', '甘肃', 10_900, '2019-03-31')).toMatchObject({ rate: '10%' })
    expect(of('office', '2018-2019', '甘肃', 10_900, '2019-04-01')).toMatchObject({ rate: '9%' })
    expect(of('shop')).toMatchObject({ rate: '9%' })
  })
  test('tax is included in the price: net and tax are the amount again, to the fen', () => {
    expect(of('office')).toEqual({ kind: 'taxed', rate: '9%', netFen: 10_000, taxFen: 900, notice: '九' })
    expect(of('office', '2026-2027', '甘肃', 350_000)).toMatchObject({ netFen: 321_101, taxFen: 28_899 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), (amount) => {
        const tax = of('office', '2026-2027', '甘肃', amount)
        if (tax?.kind !== 'taxed') throw new Error('office is taxed')
        expect(tax.netFen + tax.taxFen).toBe(amount)
        expect(Math.abs(tax.netFen * 109 - amount * 100)).toBeLessThanOrEqual(55)
      }),
    )
  })
})
