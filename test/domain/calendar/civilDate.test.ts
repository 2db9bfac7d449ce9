import fc from 'fast-check'
import {
  addDays,
  addMonths,
  dayNumber,
  daysFromTo,
  daysInclusive,
  firstOnOrAfter,
  isMonthDay,
  lastOnOrBefore,
  laterOf,
} from '../../../server/domain/calendar/civilDate'

const aDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2400-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('civil dates (C2)', () => {
  test('days between two dates agree with the platform’s calendar', () => {
    fc.assert(
      fc.property(aDay, aDay, (from, to) => {
        expect(daysFromTo(from, to)).toBe((Date.parse(to) - Date.parse(from)) / 86_400_000)
      }),
    )
  })

  test('adding days and counting them are each other’s reverse', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -2000, max: 2000 }), (from, days) => {
        const to = addDays(from, days)
        expect(daysFromTo(from, to)).toBe(days)
        expect(new Date(to).toISOString().slice(0, 10)).toBe(to)
      }),
    )
  })

  test('a leap day is a day, and a century is none', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2100-02-28', 1)).toBe('2100-03-01')
    expect(dayNumber('2001-01-01') - dayNumber('2000-01-01')).toBe(366)
  })

  test('months end where they end', () => {
    expect(addMonths('2025-11-01', 2)).toBe('2026-01-01')
    expect(addMonths('2026-03-31', 2)).toBe('2026-05-31')
    expect(addMonths('2025-12-31', 2)).toBe('2026-02-28')
    expect(addMonths('2025-11-15', 13)).toBe('2026-12-15')
  })

  test('inclusive counts: one day is 1, a reversed pair is 0', () => {
    expect(daysInclusive('2025-12-01', '2025-12-01')).toBe(1)
    expect(daysInclusive('2025-12-01', '2025-12-10')).toBe(10)
    expect(daysInclusive('2025-12-02', '2025-12-01')).toBe(0)
  })

  test('the next and the last date with a given day of the year', () => {
    expect(firstOnOrAfter('2025-11-15', '12-01')).toBe('2025-12-01')
    expect(firstOnOrAfter('2025-12-02', '12-01')).toBe('2026-12-01')
    expect(lastOnOrBefore('2025-11-01', '10-31')).toBe('2025-10-31')
    expect(lastOnOrBefore('2025-10-30', '10-31')).toBe('2024-10-31')
    expect(laterOf('2025-10-30', '2025-10-31')).toBe('2025-10-31')
    expect(laterOf('2025-11-01', '2025-10-31')).toBe('2025-11-01')
  })

  test('a day of the year exists in every year', () => {
    expect(['12-01', '02-28', '11-31', '02-29', '13-01', '1-1', '00-10', '01-00'].filter(isMonthDay)).toEqual([
      '12-01',
      '02-28',
    ])
  })
})
