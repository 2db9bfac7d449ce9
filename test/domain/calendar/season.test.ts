import {
  feeDueOn,
  heatedDates,
  isHeated,
  seasonAfter,
  seasonBefore,
  seasonDates,
  seasonOf,
} from '../../../server/domain/calendar/season'
import { companyView } from '../../../server/domain/rulebook/companyView'
import { prepay, rulebookOf } from '../../support/estimate'

const baoji = rulebookOf('baoji')
const beijing = rulebookOf('beijing')

describe('heating seasons (C2)', () => {
  test.each([
    ['beijing', '2025-11-15', '2026-03-15', 121],
    ['tangshan', '2025-11-15', '2026-03-15', 121],
    ['lanzhou', '2025-11-01', '2026-03-31', 151],
    ['baoji', '2025-11-15', '2026-03-14', 120],
    ['binzhou', '2025-11-15', '2026-03-15', 121],
  ])('C2: the season 2025-2026 of %s is heated from %s to %s, %i days', (company, startsOn, endsOn, days) => {
    expect(seasonDates(rulebookOf(company), '2025-2026')).toEqual({ name: '2025-2026', startsOn, endsOn, days })
  })

  test('C2: a leap February makes a season one day longer', () => {
    expect(seasonDates(beijing, '2027-2028').days).toBe(122)
    expect(seasonDates(rulebookOf('lanzhou'), '2023-2024').days).toBe(152)
  })

  test('a day in the season belongs to it, its last day too; a summer day belongs to the next', () => {
    expect(seasonOf(baoji, '2026-03-14').name).toBe('2025-2026')
    expect(seasonOf(baoji, '2026-03-15').name).toBe('2026-2027')
    expect(seasonOf(baoji, '2026-11-21').name).toBe('2026-2027')
    expect(seasonOf(baoji, '2027-01-01').name).toBe('2026-2027')
    expect(isHeated(baoji, '2026-11-14')).toBe(false)
    expect(isHeated(baoji, '2026-11-15')).toBe(true)
    expect([seasonBefore('2025-2026'), seasonAfter('2025-2026')]).toEqual(['2024-2025', '2026-2027'])
  })

  test('BJ6: a season that opens early and closes late has other heated days and the same fees', () => {
    const actual = [{ season: '2025-2026', startsOn: '2025-11-07', endsOn: '2026-03-21', reason: '寒潮' }]
    const early = { ...beijing, season: { ...beijing.season, actual } }
    expect(heatedDates(early, '2025-2026')).toMatchObject({ startsOn: '2025-11-07', endsOn: '2026-03-21' })
    expect(seasonDates(early, '2025-2026')).toMatchObject({ startsOn: '2025-11-15', endsOn: '2026-03-15' })
    expect(isHeated(early, '2025-11-10')).toBe(true)
    expect(seasonOf(early, '2026-03-20').name).toBe('2025-2026')
    expect(heatedDates(early, '2026-2027')).toMatchObject({ startsOn: '2026-11-15' })
    expect(companyView(early, '2026-03-20').season).toEqual({
      name: '2025-2026',
      startsOn: '2025-11-07',
      endsOn: '2026-03-21',
      changedBecause: '寒潮',
    })
  })

  test('BO1, BO2: Baoji’s season ends on Mar 14 and counts four months, whatever its days', () => {
    const metered = { billing: 'metered', service: 'suspended', buildingArea: '100' }
    expect(prepay('baoji', { ...metered, season: '2027-2028' })).toBe(
      prepay('baoji', { ...metered, season: '2025-2026' }),
    )
  })

  test('LZ4, C4: the fee is due before the season: Oct 31 where it begins on Nov 1', () => {
    expect(feeDueOn(rulebookOf('lanzhou'), '2025-2026')).toBe('2025-10-31')
    expect(feeDueOn(baoji, '2025-2026')).toBe('2025-11-14')
    expect(feeDueOn({ ...baoji, due: undefined }, '2025-2026')).toBeUndefined()
  })

  test('a resident’s page shows the season he pays for, the code’s shape and the default colours', () => {
    expect(companyView(beijing, '2026-11-21')).toMatchObject({
      id: 'beijing',
      hotline: '96069',
      season: { name: '2026-2027', startsOn: '2026-11-15', endsOn: '2027-03-15' },
      userCode: { pattern: '^\\d{12}$', label: '用户编码' },
      bindingProof: 'owner-name',
      brand: { ink: '#8F3010', fill: '#C2410C' },
    })
    expect(companyView(rulebookOf('tangshan'), '2026-07-01')).toMatchObject({ hotline: null, promises: [] })
  })
})
