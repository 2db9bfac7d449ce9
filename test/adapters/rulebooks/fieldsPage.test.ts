import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fieldsPage, wordlessFields } from '../../../server/adapters/rulebooks/page/fieldsPage'

const FILE = join(__dirname, '../../../docs/rulebook-fields.zh-CN.md')

describe('the reference of a rulebook’s fields, for whoever writes one', () => {
  test('every field of the schema has words, and no words are of a field that is gone', () => {
    expect(wordlessFields()).toEqual({ wordless: [], unknown: [] })
  })

  test('docs/rulebook-fields.zh-CN.md says what the schema says', () => {
    if (process.env.UPDATE_RULEBOOK_FIELDS) writeFileSync(FILE, fieldsPage())
    expect(readFileSync(FILE, 'utf8')).toBe(fieldsPage())
  })

  test('tells kinds, choices and defaults', () => {
    const page = fieldsPage()
    expect(page).toContain('| `counts` | full / started / nearest |'.replace('`counts`', '`heights{}.counts`'))
    expect(page).toContain('| `season.start` | 月日 MM-DD | 必写 |')
    expect(page).toContain('| `per` | 名字 | 必写 |')
    expect(page).toContain('| `payment.refundWindowDays.wechat` | 整数 | 不写为 365 |')
  })
})
