import { readFileSync } from 'node:fs'
import path from 'node:path'
import { brokenCitations, brokenLinks, readLaw } from '../support/citations'
import { ROOT, SOURCE_FOLDERS, sourcesBelow } from '../support/sources'

const law = readLaw()
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')

/** All that cites: sources, data, documents, tests; not this file, which invents citations, nor other people's texts. */
const CITING = [
  ...sourcesBelow([...SOURCE_FOLDERS, 'docs', '.ci'], /\.([cm]?[jt]sx?|ya?ml|s?css|html|csv|md)$|^run$/),
  '.dependency-cruiser.cjs',
  'jest.config.js',
  'README.md',
  'README.zh-CN.md',
  'CHANGELOG.md',
].filter((file) => file !== 'test/docs/citations.test.ts' && !file.startsWith('test/fixtures/'))

test('whatever is cited exists: documents, sections, headings, rules', () => {
  const broken = CITING.flatMap((file) => brokenCitations(read(file), law, file).map((what) => `${file}: ${what}`))
  expect(broken).toEqual([])
})

test('whatever is linked from a page exists, headings included', () => {
  const pages = CITING.filter((file) => file.endsWith('.md'))
  expect(pages.flatMap((page) => brokenLinks(read(page), page).map((link) => `${page}: ${link}`))).toEqual([])
})

test('the law is read whole: every company’s rules, the money path, the house', () => {
  for (const [prefix, many] of [
    ['BJ', 8],
    ['TS', 7],
    ['LZ', 6],
    ['BO', 10],
    ['BZ', 8],
    ['M', 9],
  ] as const) {
    expect([prefix, [...law.rules].filter((rule) => rule.replace(/\d+/, '') === prefix)]).toEqual([
      prefix,
      Array.from({ length: many }, (_, at) => `${prefix}${at + 1}`),
    ])
  }
  expect(law.rules).toContain('C10')
  expect(law.houseRules).toBe(10)
  expect(law.companies).toEqual(['beijing', 'tangshan', 'lanzhou', 'baoji', 'binzhou'])
})

test.each([
  ['a document', '(style.md)', 'style.md'],
  ['a document by its path', 'see docs/hopes.md', 'hopes.md'],
  ['a section', '(formats.md 2.9)', 'formats.md 2.9'],
  ['a section without a point', '(formats.md 12)', 'formats.md 12'],
  ['a later one of several sections', '(formats.md 1.7, 3.17; faults.md, Refunds)', 'formats.md 3.17'],
  ['the end of a range of sections', '(formats.md 1.4–1.16)', 'formats.md 1.16'],
  ['a lettered part', "'formats.md 5.3 x, head'", 'formats.md 5.3 x'],
  ['an item of a section', '(formats.md 10.99)', 'formats.md 10.99'],
  [
    'a section broken over two lines of a comment',
    '/**\n * At most that (formats.md\n * 3.99).\n */',
    'formats.md 3.99',
  ],
  ['a section of the fees', '# Baoji (domain.md 9)', 'domain.md 9'],
  ['a heading', '(contract.md, Orders)', 'contract.md, Orders'],
  ['a heading of the interface', '(ui.md, Colours)', 'ui.md, Colours'],
  ['a heading of the faults', '(faults.md, Weather; M7)', 'faults.md, Weather'],
  ['the words of a fault', '(faults.md: money falls from the sky)', 'faults.md: money falls from the sky'],
  ['a decision', '(architecture.md, Decided tomorrow)', 'architecture.md, Decided tomorrow'],
  ['a rule of the house', '(architecture.md, rule 11)', 'rule 11'],
  ['a rule of the house alone', 'pure in its inputs (rule 12).', 'rule 12'],
  ['a rule of fees', '(domain.md BO15)', 'BO15'],
  ['a rule of fees alone', '// Nothing is owed (TS9).', 'TS9'],
  ['a rule common to all', "rule: 'C19'", 'C19'],
  ['the end of a range of rules', '(domain.md BZ2–BZ9)', 'BZ9'],
  ['a rule of the money path', '(M3, M10)', 'M10'],
])('%s that does not exist is found', (_, text, what) => {
  expect(brokenCitations(text, law)).toEqual([what])
})

test('a rule that does not exist is found in the rulebook of a company whose rules we have', () => {
  expect(
    brokenCitations('season: { start: 11-15, rule: ZZ9, source: decided }', law, 'config/rulebooks/baoji.yaml'),
  ).toEqual(['rule: ZZ9'])
  expect(brokenCitations('season: { start: 11-15, rule: ZZ9 }', law, 'config/rulebooks/examples/xian.yaml')).toEqual([])
})

test.each([
  '(formats.md 1.4–1.6, 5.3 c and 10.3; faults.md, Files: cut short; M6, M9)',
  'formats.md 2.2: 27 columns, 24 before 2018',
  '(contract.md, Reconciliation from the\n * command line). A file that …',
  '(domain.md BZ2–BZ7, LZ4, BO8, TS4)',
  '(faults.md: closed by us, then paid): applied',
  '(architecture.md, rule 3); verification is pure in its inputs (rule 8).',
  '(architecture.md, Decided now): AES-256-GCM',
  "sheet.getCell('C12'), `A1:M20`, <c r=\"C13\">, d='M12 3C14 5.5'",
])('what is right is left alone: %s', (text) => {
  expect(brokenCitations(text, law)).toEqual([])
})

test('a link to a file or heading that is gone is found', () => {
  const page =
    '[a](spec/README.md) [b](spec/gone.md) [c](architecture.md#the-map) [d](architecture.md#the-moon) [e](https://example.cn/x)'
  expect(brokenLinks(page, 'docs/page.md')).toEqual(['spec/gone.md', 'architecture.md#the-moon'])
})
