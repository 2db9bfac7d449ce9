import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT, SOURCE_FOLDERS, sourcesBelow } from '../support/sources'

/** Every folder that itself has source files; of tests the first two names of its path, since what is below belongs to them. */
function rooms(): Set<string> {
  return new Set(
    sourcesBelow(SOURCE_FOLDERS, /\.([cm]?[jt]sx?|ya?ml|s?css|csv)$/).map((file) => {
      const folder = path.posix.dirname(file)
      return folder.startsWith('test/') ? folder.split('/').slice(0, 2).join('/') : folder
    }),
  )
}

/** What the map of docs/architecture.md names, and what it says of each. */
function named(): { room: string; words: string }[] {
  const page = readFileSync(path.join(ROOT, 'docs', 'architecture.md'), 'utf8')
  const map = page.slice(page.indexOf('\n## The map'), page.indexOf('\n## To add something'))
  return [...map.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(([, room = '', words = '']) => ({ room, words }))
}

test('the map of docs/architecture.md has a line for every folder with source files', () => {
  const known = new Set(named().map(({ room }) => room))
  expect(rooms().size).toBeGreaterThan(50)
  expect([...rooms()].filter((room) => !known.has(room))).toEqual([])
})

test('the map names no folder that is gone, none twice, and none without words', () => {
  const there = rooms()
  const lines = named()
  expect(lines.filter(({ room }) => !there.has(room)).map(({ room }) => room)).toEqual([])
  expect(lines.filter(({ room }, at) => lines.findIndex((line) => line.room === room) < at)).toEqual([])
  expect(lines.filter(({ words }) => words.trim().length < 2)).toEqual([])
})

/** Files that comments, and the pages about this code, name: `quote.ts`, `routing/route.ts`; not globs, and not another project's. */
function filesNamed(): { where: string; name: string }[] {
  const sources = sourcesBelow(SOURCE_FOLDERS, /\.([cm]?[jt]sx?|ya?ml)$/).filter(
    (file) => !file.startsWith('test/fixtures/'),
  )
  const pages = sourcesBelow(['docs'], /^[\w-]+\.md$/).filter((file) => !file.startsWith('docs/spec/'))
  return [...sources, ...pages].flatMap((where) =>
    readFileSync(path.join(ROOT, where), 'utf8')
      .split('\n')
      .filter((line) => where.endsWith('.md') || /^\s*(\/\/|\/?\*|#)|\s\/\/ /.test(line))
      .flatMap((line) => [...line.matchAll(/(?<![\w.*<>/-])((?:[\w-]+\/)*[\w-]+\.(?:tsx?|mjs|cjs))\b/g)])
      .map(([, name = '']) => ({ where, name })),
  )
}

test('each file that a comment or a page names is there', () => {
  const there = sourcesBelow(SOURCE_FOLDERS, /./).concat('.dependency-cruiser.cjs')
  const gone = filesNamed().filter(({ name }) => !there.some((file) => file === name || file.endsWith(`/${name}`)))
  expect(filesNamed().length).toBeGreaterThan(30)
  expect(gone).toEqual([])
})
