import { AGE_BUCKETS } from '../../../contract/reportWords'
import { ageingReport, ageOf } from '../../../server/domain/report/ageing'

describe('the ageing of arrears', () => {
  test.each([
    ['2026-11-22', 'notDue'],
    ['2026-11-21', 'd30'],
    ['2026-10-23', 'd30'],
    ['2026-10-22', 'd60'],
    ['2026-09-23', 'd60'],
    ['2026-09-22', 'd90'],
    ['2026-08-24', 'd90'],
    ['2026-08-23', 'd180'],
    ['2026-05-26', 'd180'],
    ['2026-05-25', 'd365'],
    ['2025-11-22', 'd365'],
    ['2025-11-21', 'older'],
    ['2027-01-01', 'notDue'],
  ])('what was due on %s is %s on 2026-11-22', (dueOn, bucket) => {
    expect(ageOf(dueOn, '2026-11-22')).toBe(bucket)
  })

  test('a top-up has an age of its own; each season’s ages add up to what is owed of it', () => {
    const { rows, totals } = ageingReport(
      [
        {
          season: '2025-2026',
          dueOn: '2025-11-14',
          mainFen: 1_000,
          extraDueOn: '2026-06-30',
          extraFen: 200,
          households: 1,
        },
        { season: '2026-2027', dueOn: '2026-11-14', mainFen: 50, extraDueOn: null, extraFen: 0, households: 2 },
      ],
      '2026-11-22',
    )
    expect(rows.map(({ season, owedFen }) => [season, owedFen])).toEqual([
      ['2026-2027', 50],
      ['2025-2026', 1_200],
    ])
    expect(totals).toMatchObject({ households: 3, owedFen: 1_250, byAge: { d30: 50, d180: 200, older: 1_000 } })
    for (const row of [...rows, totals])
      expect(AGE_BUCKETS.reduce((sum, bucket) => sum + row.byAge[bucket], 0)).toBe(row.owedFen)
  })
})
