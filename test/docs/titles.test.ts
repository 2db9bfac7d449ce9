import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { ROOT, sourcesBelow } from '../support/sources'

const LONGEST = 90

/** What tells a story: `test`, `it`, `describe`, their `.each`, and our own `onEachEngine` and the like. */
const TELLS = /^(test|it|describe|onEach\w*)$/

/** The name that a call begins with: `test` of `test.each(rows)('…', …)`. */
function nameOf(called: ts.Expression): string {
  if (ts.isIdentifier(called)) return called.text
  if (ts.isCallExpression(called) || ts.isPropertyAccessExpression(called)) return nameOf(called.expression)
  return ts.isTaggedTemplateExpression(called) ? nameOf(called.tag) : ''
}

/** The titles of a file's stories; of one that has values put in, as it is written. */
function titlesIn(text: string): string[] {
  const titles: string[] = []
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && TELLS.test(nameOf(node.expression))) {
      const [title] = node.arguments
      if (title && ts.isStringLiteralLike(title)) titles.push(title.text)
      if (title && ts.isTemplateExpression(title)) titles.push(title.getText().slice(1, -1))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('some.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return titles
}

const lengthOf = (title: string) => [...title].length

test('titles are found wherever a story is told', () => {
  const text = `
    describe('one', () => test('two', () => {}))
    test.each([1])('three %s', () => {})
    test.each\`a | b\`('four', () => {})
    onEachEngine(\`five \${five}\`, () => it('six', () => {}))
    expect(run('no title')).toBe('none')`
  expect(titlesIn(text)).toEqual(['one', 'two', 'three %s', 'four', `five \${five}`, 'six'])
})

test(`no title of a test is longer than ${LONGEST} letters: what it says can be seen at a glance`, () => {
  const files = sourcesBelow(['test'], /\.tsx?$/)
  const titles = files.flatMap((file) =>
    titlesIn(readFileSync(path.join(ROOT, file), 'utf8')).map((title) => ({ file, title })),
  )
  expect(titles.length).toBeGreaterThan(1_000)
  const long = titles.filter(({ title }) => lengthOf(title) > LONGEST)
  expect(long.map(({ file, title }) => `${file}: ${title} (${lengthOf(title)})`)).toEqual([])
})
