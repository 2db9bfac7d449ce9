import fc from 'fast-check'
import { beijingText, parseBeijingText, parseRfc3339, rfc3339 } from '../../../server/adapters/channels/wire'

const seconds = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2100, 0, 1) / 1000 })

test('a moment is written in Beijing time', () => {
  const at = Date.parse('2026-10-31T16:00:05Z')
  expect(beijingText(at)).toBe('2026-11-01 00:00:05')
  expect(rfc3339(at)).toBe('2026-11-01T00:00:05+08:00')
})

test('what is written is read as the same moment', () => {
  fc.assert(
    fc.property(seconds, (second) => {
      const at = second * 1000
      expect(parseBeijingText(beijingText(at))).toBe(at)
      expect(parseRfc3339(rfc3339(at))).toBe(at)
    }),
  )
})

test('milliseconds are read where a channel writes them', () => {
  expect(parseBeijingText('2026-11-01 08:00:00.5')).toBe(Date.parse('2026-11-01T00:00:00.500Z'))
  expect(parseBeijingText('2026-11-01 08:00:00.123')).toBe(Date.parse('2026-11-01T00:00:00.123Z'))
})

test.each([
  '',
  '2026-11-01',
  '2026-11-01T08:00:00',
  '2026-02-29 08:00:00',
  '2026-11-01 24:00:00',
  '2026-11-01 08:60:00',
  ' 2026-11-01 08:00:00',
])('as Beijing time, %j is nothing', (text) => {
  expect(parseBeijingText(text)).toBeUndefined()
})

test.each(['', '2026-11-01', '2026-11-01T08:00:00', '2026-11-01 08:00:00+08:00', '2026-13-01T08:00:00+08:00'])(
  'as RFC 3339, %j is nothing',
  (text) => {
    expect(parseRfc3339(text)).toBeUndefined()
  },
)
