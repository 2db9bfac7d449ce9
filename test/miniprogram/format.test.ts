import fc from 'fast-check'
import { readAnswer, readBreak } from '../../miniprogram/api/send'
import {
  dayText,
  groupedCode,
  isDigitsOnly,
  looksLikeTaxNumber,
  looksLikeUserCode,
  momentText,
  tidyTaxNumber,
  tidyUserCode,
} from '../../miniprogram/format/format'

describe('A day', () => {
  test.each([
    ['2027-01-01', '2026-2027', '1月1日'],
    ['2026-11-15', '2026-2027', '11月15日'],
    ['2026-07-01', '2026-2027', '7月1日'],
    ['2027-06-30', '2026-2027', '6月30日'],
    ['2027-07-01', '2026-2027', '2027年7月1日'],
    ['2026-06-30', '2026-2027', '2026年6月30日'],
    ['2026-01-01', '2026-2027', '2026年1月1日'],
    ['2027-01-01', null, '2027年1月1日'],
    ['soon', '2026-2027', 'soon'],
  ])('%s in season %s reads %s', (date, season, words) => {
    expect(dayText(date, season)).toBe(words)
  })

  test('a moment is told in Shanghai, whatever the phone’s time zone', () => {
    expect(momentText(Date.UTC(2026, 10, 21, 16, 5), '2026-2027')).toBe('11月22日 00:05')
  })
})

describe('A user code', () => {
  test.each([
    [' 1010 0000-0001 ', '101000000001'],
    ['１０１０００００００\u3000０１', '101000000001'],
    ['ＡＢ12', 'AB12'],
  ])('typed as "%s" means %s', (typed, code) => {
    expect(tidyUserCode(typed)).toBe(code)
  })

  test('must match the rulebook’s pattern from end to end', () => {
    expect(looksLikeUserCode('101000000001', '\\d{12}')).toBe(true)
    expect(looksLikeUserCode('1010000000011', '\\d{12}')).toBe(false)
    expect(looksLikeUserCode('101000000001', '^\\d{12}$')).toBe(true)
    expect(looksLikeUserCode('A1', '\\d|A1')).toBe(true)
  })

  test('asks for the number keyboard only when it is made of digits', () => {
    expect(isDigitsOnly('^\\d{12}$')).toBe(true)
    expect(isDigitsOnly('[0-9]{8,10}')).toBe(true)
    expect(isDigitsOnly('[A-Z]\\d{8}')).toBe(false)
  })

  test('in groups loses no digit', () => {
    expect(groupedCode('101000000001')).toBe('1010 0000 0001')
    fc.assert(fc.property(fc.stringMatching(/^\d{0,20}$/), (code) => groupedCode(code).replace(/ /g, '') === code))
  })
})

test('a tax number is 15 to 20 digits and letters, however it was typed', () => {
  expect(tidyTaxNumber(' 91620000 mj0000000x ')).toBe('91620000MJ0000000X')
  expect(looksLikeTaxNumber('91620000MJ0000000X')).toBe(true)
  expect(looksLikeTaxNumber('91620000')).toBe(false)
  expect(looksLikeTaxNumber('91620000MJ0000000ＸX')).toBe(false)
})

describe('An answer', () => {
  const refusal = { type: 'x', title: '没有办成', status: 422, code: 'no-price', detail: '没有公布价格。' }

  test('with a problem document is a refusal in the server’s words', () => {
    expect(readAnswer(422, refusal)).toEqual({ ok: false, failure: { kind: 'refused', problem: refusal } })
  })

  test('of a server in trouble keeps its sentence, and nothing else of what it holds', () => {
    expect(readAnswer(503, refusal)).toEqual({ ok: false, failure: { kind: 'server', problem: refusal } })
    expect(readAnswer(500, { stack: 'secret' })).toEqual({ ok: false, failure: { kind: 'server' } })
    expect(readAnswer(404, '<html>')).toEqual({ ok: false, failure: { kind: 'server' } })
  })

  test('without a body is good when its status is', () => {
    expect(readAnswer(204, undefined)).toEqual({ ok: true, value: undefined })
  })

  test.each([
    ['request:fail timeout', 'timeout'],
    ['13 请求超时', 'timeout'],
    ['signal is aborted without reason', 'timeout'],
    ['12 网络异常', 'offline'],
    ['request:fail ', 'offline'],
    ['Failed to fetch', 'offline'],
  ])('that did not come (%s) is %s', (said, kind) => {
    expect(readBreak(said).failure.kind).toBe(kind)
  })
})
