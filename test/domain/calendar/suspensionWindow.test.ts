import { suspensionWindow } from '../../../server/domain/calendar/suspensionWindow'
import { rulebookOf } from '../../support/estimate'

const baoji = rulebookOf('baoji')

describe('when suspension may be asked for', () => {
  test.each([
    ['2026-03-15', 'company', false, '2026-09-30'],
    ['2026-09-30', 'company', false, '2026-09-30'],
    ['2026-10-01', 'household', true, '2026-11-04'],
    ['2026-11-04', 'household', true, '2026-11-04'],
  ])('BO6: on %s the %s does the work (inspected: %s), until %s', (on, work, inspected, until) => {
    expect(suspensionWindow(baoji, '2026-2027', on)).toMatchObject({
      outcome: 'open',
      work,
      inspected,
      until,
      rule: 'BO6',
    })
  })

  test('BO6: before the season before has ended it is not open yet, from Nov 5 on it is closed', () => {
    expect(suspensionWindow(baoji, '2026-2027', '2026-03-14')).toEqual({ outcome: 'not-yet', opensOn: '2026-03-15' })
    expect(suspensionWindow(baoji, '2026-2027', '2026-11-05')).toEqual({
      outcome: 'closed',
      since: '2026-11-05',
      duringSeason: 'closed',
    })
  })

  test('BO6, BJ6: heating that ended late opens the window later', () => {
    const actual = [{ season: '2025-2026', endsOn: '2026-03-20', reason: '低温' }]
    const late = { ...baoji, season: { ...baoji.season, actual } }
    expect(suspensionWindow(late, '2026-2027', '2026-03-18')).toEqual({ outcome: 'not-yet', opensOn: '2026-03-21' })
  })

  test('TS6: until Sep 30; asked for later, the season is charged as normal', () => {
    const tangshan = rulebookOf('tangshan')
    expect(suspensionWindow(tangshan, '2026-2027', '2026-09-30').outcome).toBe('open')
    expect(suspensionWindow(tangshan, '2026-2027', '2026-12-24')).toEqual({
      outcome: 'closed',
      since: '2026-10-01',
      duringSeason: 'charged',
    })
  })

  test('C10: a company without a suspension rule has no window', () => {
    expect(suspensionWindow(rulebookOf('lanzhou'), '2026-2027', '2026-09-01')).toEqual({ outcome: 'no-rule' })
  })
})
