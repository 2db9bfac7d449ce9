import fc from 'fast-check'
import { fitted, kindOf, shortened } from '../../../server/domain/message/wording'

describe('a text in a field of a template', () => {
  test.each([
    ['thing1', '2026-2027采暖季采暖费', '2026-2027采暖季采暖费'],
    ['thing1', '幸福里小区三号楼二单元五零一室的二零二六年采暖费', '幸福里小区三号楼二单元五零一室的二零二…'],
    ['thing1', '一行\n  两行\t三行', '一行 两行 三行'],
    ['character_string4', '户号 6200000001（新）', '6200000001'],
    ['amount2', '1234.56元', '1234.56元'],
    ['amount2', '￥1234.56', '￥1234.56'],
    ['time3', '2026年11月1日 15:01', '2026年11月1日 15:01'],
    ['date3', '2026年11月1日', '2026年11月1日'],
    ['phrase5', '缴费成功了吗？是的', '缴费成功了'],
    ['name6', '欧阳娜娜', '欧阳娜娜'],
    ['name6', 'Aleksandra Konstantinopolskaya', 'Aleksandra Konstant…'],
    ['letter1', 'HP-2026 采暖', 'HP'],
    ['number1', '-12.50', '-12.50'],
    ['keyword1', '热'.repeat(60), `${'热'.repeat(49)}…`],
  ])('%s: %j becomes %j', (field, text, expected) => {
    expect(fitted(field, text)).toBe(expected)
  })

  test.each([
    ['amount2', '一千元'],
    ['amount2', '12345678901.00元'],
    ['amount2', '1,234.56 元'],
    ['time3', '昨天下午'],
    ['date3', ''],
    ['character_string4', '全是汉字'],
    ['thing1', '   '],
    ['number1', '12a'],
    ['picture1', '图'],
    ['thing', '没有序号'],
  ])('%s: %j cannot be made to fit', (field, text) => {
    expect(fitted(field, text)).toBeUndefined()
  })

  test('is cut between characters, never through one', () => {
    expect(shortened('👨‍👩‍👧‍👦'.repeat(3), 20)).toBe('👨‍👩‍👧‍👦…')
    expect(shortened('é'.normalize('NFD').repeat(11), 20)).toBe(`${'é'.normalize('NFD').repeat(9)}…`)
  })

  test('never exceeds its limit, whatever it was', () => {
    const limits = { thing1: 20, character_string1: 32, keyword1: 50, car_number1: 8, letter1: 32 }
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(limits)),
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        (field, text) => {
          const value = fitted(field, text)
          if (value === undefined) return
          expect(value.length).toBeLessThanOrEqual(limits[field as keyof typeof limits])
          expect(value.isWellFormed?.() ?? true).toBe(true)
          expect(fitted(field, value)).toBe(value)
        },
      ),
    )
  })

  test('has the kind that its name says', () => {
    expect([kindOf('thing12'), kindOf('character_string1'), kindOf('constructor1'), kindOf('thing')]).toEqual([
      'thing',
      'character_string',
      undefined,
      undefined,
    ])
  })
})
