import type { Account } from '../../../server/domain/account/account'
import { countsOn, promised } from '../../../server/domain/payment/quote'
import { bookedTime } from '../../../server/domain/payment/statedTime'

const at = (text: string) => Date.parse(`${text}+08:00`)

const order = { createdAt: at('2026-12-10T23:50:00'), expiresAt: at('2026-12-11T00:20:00') }

test('what is paid while the order could be paid counts as of the order’s day, over midnight too', () => {
  expect(countsOn(order, at('2026-12-10T23:55:00'), '2026-12-10')).toBe('2026-12-10')
  expect(countsOn(order, at('2026-12-11T00:05:00'), '2026-12-11')).toBe('2026-12-10')
  expect(countsOn(order, at('2026-12-11T00:25:00'), '2026-12-11')).toBe('2026-12-10')
  expect(countsOn(order, undefined, '2026-12-12')).toBe('2026-12-10')
})

test('what is paid later counts as of its own day, and nothing counts later than it was paid', () => {
  expect(countsOn(order, at('2026-12-11T00:25:01'), '2026-12-11')).toBe('2026-12-11')
  expect(countsOn(order, at('2026-12-09T12:00:00'), '2026-12-09')).toBe('2026-12-09')
})

test('of a promise no more is owed than others have left of each bill', () => {
  const season = { season: '2026-2027', overpaidLateFeeFen: 0 }
  const account = (on: string, principalFen: number, lateFeeFen: number) =>
    ({ on, seasons: [{ ...season, billId: 'B', principalFen, lateFeeFen }], owedFen: 0 }) as unknown as Account
  expect(promised(account('2026-12-10', 220_000, 4_400), account('2026-12-11', 220_000, 4_840))).toMatchObject({
    on: '2026-12-10',
    owedFen: 224_400,
  })
  expect(promised(account('2026-12-10', 220_000, 4_400), account('2026-12-11', 100_000, 0)).owedFen).toBe(100_000)
  expect(promised(account('2026-12-10', 0, 4_400), account('2026-12-11', 0, 0)).owedFen).toBe(0)
})

describe('a time that a channel tells', () => {
  const received = at('2026-12-11T08:00:00')
  test.each([
    ['a moment ago', '2026-12-11T07:59:58', false],
    ['a month ago, by a notice that was late', '2026-11-11T08:00:00', false],
    ['a day ahead, by a clock that is wrong', '2026-12-12T07:59:59', false],
    ['two days ahead', '2026-12-13T08:00:00', true],
    ['decades ahead', '2056-12-11T08:00:00', true],
    ['decades ago', '1996-12-11T08:00:00', true],
  ])('%s', (_, told, doubtful) => {
    expect(bookedTime(at(told), received)).toEqual({ at: doubtful ? received : at(told), doubtful })
  })

  test('that no calendar has, or that lies before the order, is the time of its receipt', () => {
    expect(bookedTime(undefined, received)).toEqual({ at: received, doubtful: true })
    expect(bookedTime(at('2026-12-09T08:00:00'), received, at('2026-12-10T23:50:00'))).toEqual({
      at: received,
      doubtful: true,
    })
  })
})
