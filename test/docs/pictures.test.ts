import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const PROJECT = path.resolve(__dirname, '..', '..')
const shownIn = (readme: string): string[] =>
  [...readFileSync(path.join(PROJECT, readme), 'utf8').matchAll(/\]\(docs\/pictures\/([^)]+)\)/g)].map(
    ([, file = '']) => file,
  )

test('both READMEs show every picture that is kept, each once, and no other', () => {
  const kept = readdirSync(path.join(PROJECT, 'docs', 'pictures')).sort()
  expect(shownIn('README.md').sort()).toEqual(kept)
  expect(shownIn('README.zh-CN.md').sort()).toEqual(kept)
})
