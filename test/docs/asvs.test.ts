import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PROJECT } from '../support/ports'

/**
 * How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has. Within a section they come first, numbered from 1 on; what comes after
 * them is of level 3 (OWASP/ASVS, 5.0/docs_en, the CSV of 5.0.0). Sections of level 3 alone are left out.
 */
const LEVEL_2: Readonly<Record<string, number>> = {
  ...{ '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2 },
  ...{ '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1 },
  ...{ '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2 },
  ...{ '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4 },
  ...{ '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3 },
  ...{ '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4 },
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2 },
  ...{ '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1 },
  ...{ '9.1': 3, '9.2': 4 },
  ...{ '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3 },
  ...{ '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1, '11.6': 1 },
  ...{ '12.1': 3, '12.2': 2, '12.3': 4 },
  ...{ '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5 },
  ...{ '14.1': 2, '14.2': 4, '14.3': 3 },
  ...{ '15.1': 3, '15.2': 3, '15.3': 7 },
  ...{ '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3 },
  ...{ '17.1': 1, '17.2': 4, '17.3': 2 },
}

const ANSWERS = ['met', 'met in part', 'not met', 'does not apply'] as const

const PLACES = ['console', 'contract', 'deploy', 'docs', 'miniprogram', 'scripts', 'server', 'test', 'tsconfig.json']

const PAGE = readFileSync(path.join(PROJECT, 'docs', 'asvs.md'), 'utf8')

const ROWS = PAGE.split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line))
  .map((line) => {
    const [id = '', asks = '', is = '', how = '', held = '', ...more] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    return { id, asks, is, how, held, more }
  })

/** The project's files and folders that a cell names. */
const filesIn = (cell: string) =>
  [...cell.matchAll(/`([^`]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => PLACES.includes(name.split('/')[0] ?? ''))

test('every requirement of levels 1 and 2 is answered once, in the order of the standard', () => {
  const wanted = Object.entries(LEVEL_2).flatMap(([section, many]) =>
    Array.from({ length: many }, (_, n) => `${section}.${n + 1}`),
  )
  expect(wanted).toHaveLength(253)
  expect(ROWS.map(({ id }) => id)).toEqual(wanted)
})

test('each answer is one of four, with its reason; what is met has its file and how it is held', () => {
  for (const { id, asks, is, how, held, more } of ROWS) {
    expect({ id, asks: asks.length > 5, is: ANSWERS.includes(is as 'met'), how: how.length > 5, more }).toEqual({
      id,
      asks: true,
      is: true,
      how: true,
      more: [],
    })
    if (is === 'met') {
      const shown = held === 'by reading' || filesIn(held).length > 0
      expect({ id, named: filesIn(how).length > 0, shown }).toEqual({ id, named: true, shown: true })
    }
    if (is === 'not met' || is === 'does not apply') expect({ id, held }).toEqual({ id, held: '' })
  }
})

test('every file and test that the page names is there', () => {
  const named = filesIn(PAGE)
  expect(named.length).toBeGreaterThan(300)
  expect(named.filter((name) => !existsSync(path.join(PROJECT, name)))).toEqual([])
  const held = ROWS.flatMap(({ held }) => filesIn(held))
  expect(held.filter((name) => !/^test\/.+\.test\.tsx?$/.test(name))).toEqual([])
})

test('the counts at its head are those of its rows', () => {
  const counted = ANSWERS.map((answer) => ROWS.filter(({ is }) => is === answer).length)
  expect(PAGE).toContain(`| ${counted.join(' | ')} |`)
})
