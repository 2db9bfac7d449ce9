import { isOver, openDayFor, stillWaits } from '../../../server/domain/closing/closure'

test('a row at the day’s cut waits to T+2; what comes late counts on the first open day', () => {
  const waiting = { kind: 'carried-over', status: 'open', date: '2026-11-20' }
  expect(stillWaits(waiting, '2026-11-22')).toBe(true)
  expect(stillWaits(waiting, '2026-11-23')).toBe(false)
  expect(openDayFor('2026-11-20', '')).toBe('2026-11-20')
  expect(openDayFor('2026-11-20', '2026-11-20')).toBe('2026-11-21')
  expect(openDayFor('2026-11-21', '2026-11-20')).toBe('2026-11-21')
  expect(openDayFor('2026-02-27', '2026-02-28')).toBe('2026-03-01')
})

test('a day is over a quarter of an hour after its midnight, in Beijing', () => {
  expect(isOver('2026-11-20', Date.parse('2026-11-21T00:14:59+08:00'))).toBe(false)
  expect(isOver('2026-11-20', Date.parse('2026-11-21T00:15:00+08:00'))).toBe(true)
})
