import {
  gasReportDays,
  gasSubsidy,
  gasSubsidyCollection,
  judgeGasReport,
} from '../../../server/domain/gasReport/gasReport'
import { rulebookOf } from '../../support/estimate'

const beijing = rulebookOf('beijing')
const judge = (on: string, cubicMetres: string, reported: Parameters<typeof judgeGasReport>[3] = []) =>
  judgeGasReport(beijing, '2025-2026', { on, cubicMetres }, reported)

describe('gas-heated homes report their meter (BJ8)', () => {
  test('BJ8: once before the season and once after it; both ends of a window belong to it', () => {
    expect(gasReportDays(beijing, '2025-2026', 'before')).toEqual({ from: '2025-10-15', to: '2025-11-14' })
    expect(gasReportDays(beijing, '2025-2026', 'after')).toEqual({ from: '2026-03-16', to: '2026-04-15' })
    expect(['2025-10-15', '2025-11-14'].map((on) => judge(on, '100'))).toEqual([
      { outcome: 'fits', window: 'before' },
      { outcome: 'fits', window: 'before' },
    ])
    expect(judge('2026-04-15', '900', [{ window: 'before', cubicMetres: '100' }])).toEqual({
      outcome: 'fits',
      window: 'after',
    })
  })

  test.each(['2025-10-14', '2025-11-15', '2026-03-15', '2026-04-16', '2026-10-15'])(
    'BJ8: a reading of %s lies outside its window',
    (on) => {
      expect(judge(on, '100')).toEqual({ outcome: 'outside-window' })
    },
  )

  test('BJ8: a second reading for one window, or one below the earlier, is refused', () => {
    const before = { window: 'before' as const, cubicMetres: '1200.5' }
    expect(judge('2025-11-01', '1201', [before])).toEqual({ outcome: 'twice', window: 'before' })
    expect(judge('2026-03-20', '1200.4', [before])).toEqual({ outcome: 'below-earlier', earlierCubicMetres: '1200.5' })
    expect(judge('2026-03-20', '1200.50', [before])).toEqual({ outcome: 'fits', window: 'after' })
  })

  test('BJ8: the subsidy’s rate is the rulebook’s; without it there is none', () => {
    expect(gasSubsidy(beijing, '100', '900')).toMatchObject({ refused: 'no-price' })
    const { gasReports } = beijing
    if (!gasReports) throw new Error('no gas reports')
    const named = { ...beijing, gasReports: { ...gasReports, subsidyPerCubicMetre: '0.385' } }
    expect(gasSubsidy(named, '100', '913')).toBe(31_301) // 813 × 0.385 = 313.005
  })

  test('BJ8: who cannot use the app collects it at a bank counter from Jul 1 to Sep 30', () => {
    expect(gasSubsidyCollection(beijing, '2025-2026')).toMatchObject({ from: '2026-07-01', to: '2026-09-30' })
    expect(gasSubsidyCollection(rulebookOf('baoji'), '2025-2026')).toBeUndefined()
    expect(judgeGasReport(rulebookOf('baoji'), '2025-2026', { on: '2025-10-20', cubicMetres: '1' }, [])).toEqual({
      outcome: 'no-rule',
    })
  })
})
