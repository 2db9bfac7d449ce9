import { noticeOn } from '../../../server/application/messages/remindDue'

test.each([
  ['2026-11-20', undefined],
  ['2026-11-21', 7],
  ['2026-11-26', 7],
  ['2026-11-27', 1],
  ['2026-11-28', 1],
  ['2026-11-29', undefined],
])('on %s the notice for what is due on 28 November is %s days', (today, days) => {
  expect(noticeOn(today, '2026-11-28', [7, 1])).toBe(days)
})

test('without notices nobody is reminded', () => {
  expect(noticeOn('2026-11-27', '2026-11-28', [])).toBeUndefined()
})
