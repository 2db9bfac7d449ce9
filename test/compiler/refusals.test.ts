import ts from 'typescript'
import { type Compiled, compile } from '../support/compiler'

const LISTS = ['server/adapters/http/routes/index.ts', 'server/adapters/http/staff/index.ts']
const PROBLEMS = 'server/adapters/http/problems.ts'
const CODES = 'server/application/common/refusal.ts'
const WAIT = 'server/application/differences/resolve/waitForArrival.ts'
const CANCEL = 'server/application/payments/confirmOrder.ts'

/** A list of refusals in the text of a file: `refuses: ['not-found', …]` with its codes, of a route that stands from its first to its last line. */
interface Said {
  file: string
  route: string
  from: number
  to: number
  codes: string[]
  first: number
  last: number
}

function saidIn({ source }: Compiled, file: string): Said[] {
  const text = source(file)
  const lineOf = (place: number) => text.getLineAndCharacterOfPosition(place).line + 1
  const found: Said[] = []
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'refuses') {
      const route = node.parent.getText().match(/path: ['`]([^'`]*)/)?.[1] ?? node.parent.getText()
      const list = node.initializer
      const codes = ts.isArrayLiteralExpression(list) ? list.elements.filter(ts.isStringLiteral) : []
      found.push({
        ...{ file, route, from: list.getStart(), to: list.getEnd(), codes: codes.map((code) => code.text) },
        ...{ first: lineOf(node.parent.parent.getStart()), last: lineOf(node.parent.parent.getEnd()) },
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(text)
  return found
}

/** The program with other lists of refusals. */
function saying(program: Compiled, said: readonly Said[], codes: (said: Said) => string[]): Compiled {
  const texts = new Map<string, string>()
  for (const one of said.toReversed()) {
    const text = texts.get(one.file) ?? program.source(one.file).text
    const list = codes(one).map((code) => `'${code}'`)
    // As many lines as before, so that every other route stays where it was.
    const lines = text.slice(one.from, one.to).replace(/[^\n]/g, '')
    texts.set(one.file, `${text.slice(0, one.from)}[${list.join(', ')}${lines}]${text.slice(one.to)}`)
  }
  return program.with(texts)
}

/** The program with one file's text changed at a place that it has. */
function changed(program: Compiled, file: string, from: string, to: string): Compiled {
  const { text } = program.source(file)
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`)
  return program.with(new Map([[file, text.replace(from, to)]]))
}

describe('what a verb refuses', () => {
  const today = compile([...LISTS, PROBLEMS])
  const places = today.files().filter((file) => /^server\/adapters\/http\/(staff\/)?routes\//.test(file))
  const said = places.flatMap((file) => saidIn(today, file)).filter(({ codes }) => codes.length > 0)
  const errorsOfRoutes = (program: Compiled) => places.flatMap((file) => program.errors(file))

  test('compiles as it stands', () => {
    expect(errorsOfRoutes(today)).toEqual([])
    expect(said.length).toBeGreaterThan(100)
  })

  test('and a route of it leaves out does not compile, in any route', () => {
    const found = errorsOfRoutes(saying(today, said, ({ codes }) => codes.slice(1)))
    const unseen = said.filter(
      ({ file, first, last }) => !found.some((e) => e.file === file && e.line >= first && e.line <= last),
    )
    expect(unseen.map(({ route }) => route)).toEqual([])
  })

  test('and a route says beside it does not compile, in any route', () => {
    const found = errorsOfRoutes(saying(today, said, ({ codes }) => [...codes, 'already-exported', 'login-failed']))
    const unseen = said.filter(
      ({ file, first, last }) => !found.some((e) => e.file === file && e.line >= first && e.line <= last),
    )
    expect(unseen.map(({ route }) => route)).toEqual([])
  })

  test('is missing, when it refuses one thing more, in its own route and nowhere else', () => {
    const signature = "Refusal<'channel-unavailable' | 'not-found'>"
    const more = changed(today, CANCEL, signature, "Refusal<'channel-unavailable' | 'just-paid' | 'not-found'>")
    const cancel = said.find(({ route }) => route === '/api/orders/:no/cancel')
    const found = errorsOfRoutes(more)
    expect(found.length).toBeGreaterThan(0)
    expect(
      found.filter(({ file, line }) => file !== cancel?.file || line < cancel.first || line > cancel.last),
    ).toEqual([])
    expect(more.errors(CANCEL)).toEqual([])
  })

  test('is missing where proposals are approved, when a resolution refuses one thing more', () => {
    const resolve = "Resolve<'books-changed' | 'resolution-does-not-fit'>"
    const more = changed(today, WAIT, resolve, "Resolve<'books-changed' | 'just-paid' | 'resolution-does-not-fit'>")
    const approve = said.find(({ route }) => route === '/console/api/approvals/:id/approve')
    const found = errorsOfRoutes(more)
    expect(found.length).toBeGreaterThan(0)
    expect(
      found.filter(({ file, line }) => file !== approve?.file || line < approve.first || line > approve.last),
    ).toEqual([])
  })

  test('stands in its type: it cannot refuse with what it does not say', () => {
    const [first] = changed(today, CANCEL, "return refuse('not-found')", "return refuse('just-paid')").errors(CANCEL)
    expect(first?.text).toContain('just-paid')
  })

  test('does not compile until it has its sentence for people', () => {
    const untold = changed(today, CODES, "  'no-price',\n", "  'no-price',\n  'never-told',\n")
    expect(untold.errors(PROBLEMS).map(({ text }) => text)).toEqual([expect.stringContaining('never-told')])
    expect(untold.errors(CODES)).toEqual([])
  })
})
