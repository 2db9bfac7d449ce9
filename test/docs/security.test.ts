import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PROJECT } from '../support/ports'

const PAGE = readFileSync(path.join(PROJECT, 'docs', 'security.md'), 'utf8')
const CHAPTERS = PAGE.split('\n').filter((line) => /^\| V\d+ /.test(line))

test('every chapter of ASVS 5.0 is answered, each with what shows it', () => {
  expect(CHAPTERS.map((line) => /^\| V(\d+) /.exec(line)?.[1])).toEqual(
    Array.from({ length: 17 }, (_, n) => String(n + 1)),
  )
  for (const line of CHAPTERS) {
    const [, chapter = '', met = '', shown = ''] = line.split('|').map((cell) => cell.trim())
    expect([chapter, met.length > 5, shown.includes('`') || met.startsWith('not used')]).toEqual([chapter, true, true])
  }
})

test('every test that the page names is there', () => {
  const named = [...PAGE.matchAll(/`((?:faults|adapters|application|journeys)\/[\w/]+|settings|architecture)`/g)].map(
    ([, name]) => name ?? '',
  )
  expect(named.length).toBeGreaterThan(40)
  const missing = named.filter(
    (name) =>
      !existsSync(path.join(PROJECT, 'test', `${name}.test.ts`)) && !existsSync(path.join(PROJECT, 'test', name)),
  )
  expect(missing).toEqual([])
})
