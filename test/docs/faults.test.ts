import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PROJECT } from '../support/ports'

/** The rows of docs/faults.md: what must come out, the file that shows it, and the title of its test there. */
const ROWS = readFileSync(path.join(PROJECT, 'docs', 'faults.md'), 'utf8')
  .split('\n')
  .map((line) => /^\| (.+) \| `([^`]+)` (.+) \|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, outcome = '', file = '', title = '']) => ({ outcome, file, title }))
const LINES = readFileSync(path.join(PROJECT, 'docs', 'faults.md'), 'utf8').match(/^\| (?!outcome)/gm)

test('the list has a line for every kind of fault', () => {
  const page = readFileSync(path.join(PROJECT, 'docs', 'faults.md'), 'utf8')
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
  expect(headings).toEqual([
    'Notifications',
    'Refunds',
    'API and identity',
    'Files',
    'Crash and database',
    'Invariants',
  ])
  expect(ROWS.length).toBeGreaterThanOrEqual(55)
  // No line is left out because it names no test.
  expect(ROWS).toHaveLength(LINES?.length ?? 0)
})

test.each(ROWS)('$outcome is shown by a test of that name', ({ file, title }) => {
  const source = path.join(PROJECT, 'test', `${file}.test.ts`)
  expect([file, existsSync(source)]).toEqual([file, true])
  const titles = [...readFileSync(source, 'utf8').matchAll(/(['`])((?:(?!\1).|\\.)+)\1/g)].map(([, , text]) => text)
  expect(titles).toContain(title)
})
