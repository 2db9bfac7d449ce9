import { isSameName, plainName } from '../../../server/domain/household/personName'

const NAME = '阿依古丽·买买提'

test.each(['•', '・', '．', '‧', '⋅', '･', '.', ' · ', '　•　', '\u200b·'])(
  'a name with %j between its parts is the same person’s',
  (sign) => {
    expect(isSameName(`阿依古丽${sign}买买提`, NAME)).toBe(true)
  },
)

test('full-width letters, blanks and small letters make no difference', () => {
  expect(isSameName(' Ｚｈａｎｇ　ｓａｎ', 'ZHANG SAN')).toBe(true)
  expect(plainName('张 建国')).toBe('张建国')
})

test('another name is another person’s, and an empty one nobody’s', () => {
  expect(isSameName('阿依古丽·买买江', NAME)).toBe(false)
  expect(isSameName('阿依古丽买买提', NAME)).toBe(false)
  expect(isSameName(' ', '')).toBe(false)
})
