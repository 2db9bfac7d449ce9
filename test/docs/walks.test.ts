import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../support/sources'

/** The most files that a stranger is asked to open on one walk. */
const MAX_FILES = 20

interface Step {
  file: string
  /** `import`, or a kind of jump and the word that leads over it. */
  kind: string
  word: string | undefined
  /** What is said of the file. */
  words: string
}

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')

/** The walks of docs/architecture.md by their headings, step by step. */
function walks(): { title: string; steps: Step[] }[] {
  const page = read('docs/architecture.md')
  const section = page.slice(page.indexOf('\n## Three walks'), page.indexOf('\n## The map'))
  return section
    .split('\n### ')
    .slice(1)
    .map((text) => ({
      title: text.slice(0, text.indexOf('\n')),
      steps: [...text.matchAll(/^\| \d+ \| \[[^\]]+\]\(\.\.\/([^)]+)\) \| (\S+)(?: `([^`]+)`)? \| (.+) \|$/gm)].map(
        ([, file = '', kind = '', word, words = '']) => ({ file, kind, word, words }),
      ),
    }))
}

/** The project's files that a file imports, types included. */
function importsOf(file: string): string[] {
  return [...read(file).matchAll(/from '(\.[^']+)'/g)].flatMap(([, specifier = '']) => {
    const target = path.posix.join(path.posix.dirname(file), specifier)
    return [`${target}.ts`, `${target}.tsx`, `${target}/index.ts`].filter((one) => existsSync(path.join(ROOT, one)))
  })
}

const has = (file: string, word: string) =>
  new RegExp(`(?<![\\w-])${word.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&')}(?![\\w-])`).test(read(file))

/** What is wrong with the way to a step: it must lead from a step before it. */
function brokenWay({ file, kind, word }: Step, before: readonly Step[]): string | undefined {
  const earlier = before.map((step) => step.file)
  if (kind === 'import' && word === undefined) {
    return earlier.some((one) => importsOf(one).includes(file)) ? undefined : 'imported by no earlier file'
  }
  if (!['wiring', 'port', 'table', 'job', 'HTTP'].includes(kind) || word === undefined) return `reached by ${kind}?`
  if (earlier.length === 0)
    return kind === 'HTTP' || (kind === 'job' && has(file, word)) ? undefined : 'a walk starts with a request or a job'
  return has(file, word) && earlier.some((one) => has(one, word)) ? undefined : `${word} does not stand in both files`
}

const WALKS = walks()

test('there are the three walks that a stranger takes first, each of at most twenty files', () => {
  expect(WALKS.map(({ title }) => title)).toEqual([
    'A notification → the ledger',
    'A row of a channel file → a difference',
    'An order → the channel',
  ])
  for (const { title, steps } of WALKS) {
    expect([title, steps.length > 10 && steps.length <= MAX_FILES]).toEqual([title, true])
    expect(new Set(steps.map(({ file }) => file)).size).toBe(steps.length)
  }
})

test('no row of a walk is left out because it is written otherwise', () => {
  const page = read('docs/architecture.md')
  const section = page.slice(page.indexOf('\n## Three walks'), page.indexOf('\n## The map'))
  expect(WALKS.flatMap(({ steps }) => steps)).toHaveLength(section.match(/^\| \d+ \|/gm)?.length ?? 0)
})

describe.each(WALKS)('$title', ({ steps }) => {
  test('each file is there', () => {
    expect(steps.filter(({ file }) => !existsSync(path.join(ROOT, file))).map(({ file }) => file)).toEqual([])
  })

  test('each file is reached from one before it, by an import or a named jump', () => {
    const broken = steps.flatMap((step, at) => {
      const why = brokenWay(step, steps.slice(0, at))
      return why === undefined ? [] : [`${step.file}: ${why}`]
    })
    expect(broken).toEqual([])
  })

  test('each name that is said of a file stands in it', () => {
    const wrong = steps.flatMap(({ file, words }) =>
      [...words.matchAll(/`([^`]+)`/g)]
        .filter(([, name = '']) => !has(file, name))
        .map(([, name]) => `${file}: ${name}`),
    )
    expect(wrong).toEqual([])
  })
})
