import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { companyPage } from '../../../server/adapters/rulebooks/page/companyPage'
import { invented, rulebooks } from '../../support/estimate'

const pageOf = (company: string) => join(__dirname, `../../../docs/companies/${company}.md`)

describe('the companies’ pages', () => {
  test.each(rulebooks.all().map((rulebook) => [rulebook.id, rulebook] as const))(
    'docs/companies/%s.md says what the rulebook says',
    (id, rulebook) => {
      const page = companyPage(rulebook)
      if (process.env.UPDATE_COMPANY_PAGES) writeFileSync(pageOf(id), page)
      expect(readFileSync(pageOf(id), 'utf8')).toBe(page)
    },
  )

  test('a changed price changes the page', () => {
    const lanzhou = rulebooks.get('lanzhou')
    if (!lanzhou) throw new Error('no lanzhou')
    const [first, ...others] = lanzhou.areaPrices
    if (!first) throw new Error('no price')
    const dearer = { ...first, lines: first.lines.map((line) => ({ ...line, price: '5.50' })) }
    const page = companyPage({ ...lanzhou, areaPrices: [dearer, ...others] })
    expect(page).not.toBe(companyPage(lanzhou))
    expect(page).toContain('5.50 元/(月·m²)')
    expect(page).toContain('2,750.00 元')
  })

  test('an invented company is marked as such', () => {
    for (const rulebook of invented.all()) expect(companyPage(rulebook)).toContain('虚构的示例公司')
    for (const rulebook of rulebooks.all()) expect(companyPage(rulebook)).not.toContain('虚构')
  })
})
