import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PROJECT } from '../support/ports'

/** The rows of docs/fault-tests.md: what must come out, the file that shows it, and the title of its test there. */
const ROWS = readFileSync(path.join(PROJECT, 'docs', 'fault-tests.md'), 'utf8')
  .split('\n')
  .map((line) => /^\| (.+) \| `([^`]+)` (.+) \|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, outcome = '', file = '', title = '']) => ({ outcome, file, title }))
const LINES = readFileSync(path.join(PROJECT, 'docs', 'fault-tests.md'), 'utf8').match(/^\| (?!outcome)/gm)

const headingsOf = (...place: string[]) =>
  [...readFileSync(path.join(PROJECT, 'docs', ...place), 'utf8').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)

test('the list has a line for every kind of fault', () => {
  expect(headingsOf('fault-tests.md')).toEqual(headingsOf('spec', 'faults.md'))
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
