import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { CHANNELS } from '../../contract/channelWords'
import { compile } from '../support/compiler'

const WORDS = 'contract/channelWords.ts'
const root = path.resolve(__dirname, '../..')

/** Rooms of one provider: there its name is no question. */
const PROVIDERS =
  /^(server\/adapters\/(channels|channelFiles)|sandbox)\/(wechat|alipay)\/|^miniprogram\/.*\.(weapp|alipay)\.tsx?$|^contract\/channelWords\.ts$/

/** What was done to rows that there were then: of a channel that is added later there were none. */
const FROZEN = /^server\/adapters\/db\/migrations\//

/** Who has to decide when a channel is added: what the compiler must name, and where. */
const DECIDE: Record<string, string> = {
  'the gateway directory': 'server/adapters/channels/directory.ts',
  'the merchants’ numbers and keys': 'server/adapters/channels/merchants.ts',
  'reading its files, and writing them for a simulated day': 'server/wiring/reconciliation.ts',
  'the notify routes, and the address that orders and refunds name': 'server/application/common/notifyAddress.ts',
  'opening an order: what its payment sheet wants': 'contract/resident.ts',
  'how it names payers': 'server/domain/resident/resident.ts',
  'giving refunds: which refusals pass': 'server/application/refunds/giveRefund.ts',
  'how long it gives refunds': 'server/domain/rulebook/company.ts',
  'reconciliation: the day of a refund': 'server/domain/reconciliation/channelFile.ts',
  'bank matching: what banks call it': 'server/domain/bankMatching/bankEntry.ts',
  'the ledger’s accounts': 'server/domain/ledger/rules.ts',
  'fetching its keys': 'server/application/payments/refreshKeys.ts',
  'reporting fulfilment': 'server/application/messages/reportShipping.ts',
  'the words of its messages': 'server/domain/message/wording.ts',
  'its name at the desk': 'server/domain/payment/payment.ts',
  'its name on the console': 'console/text/common.ts',
  'its colour in charts': 'console/components/charts/series.ts',
  'the ways of a refund that failed': 'console/pages/money/routesOf.ts',
  'its name in the mini-program': 'miniprogram/text/common.ts',
}

function* sourcesBelow(folder: string): Generator<string> {
  for (const name of readdirSync(path.join(root, folder))) {
    const place = path.join(folder, name)
    if (statSync(path.join(root, place)).isDirectory()) yield* sourcesBelow(place)
    else if (/\.tsx?$/.test(name)) yield place
  }
}

const NAMED = new Set<string>(CHANNELS)
const isName = (node: ts.Node) => ts.isStringLiteralLike(node) && NAMED.has(node.text)
const EQUALITY = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
])

/** Whether the texts `known` and `added` say something of every channel. */
const isAll = (said: readonly string[]) => CHANNELS.every((channel) => said.includes(channel))

/** A switch by channel that ends in assertNever: a further name does not compile there. */
function isExhaustive({ parent }: ts.CaseClause): boolean {
  return parent.clauses.some((clause) => ts.isDefaultClause(clause) && /\bassertNever\(/.test(clause.getText()))
}

/** Why a node treats a channel that nobody has thought of as one of those known; undefined when it does not. */
function silence(node: ts.Node): string | undefined {
  if (ts.isBinaryExpression(node) && EQUALITY.has(node.operatorToken.kind))
    return isName(node.left) || isName(node.right) ? 'compares with a channel’s name' : undefined
  if (ts.isCaseClause(node) && isName(node.expression))
    return isExhaustive(node) ? undefined : 'is a case of a switch without assertNever'
  if (ts.isArrayLiteralExpression(node))
    return isAll(node.elements.filter(ts.isStringLiteralLike).map(({ text }) => text))
      ? 'lists the channels'
      : undefined
  if (ts.isUnionTypeNode(node)) {
    const names = node.types.filter(ts.isLiteralTypeNode).map(({ literal }) => literal)
    return isAll(names.filter(ts.isStringLiteralLike).map(({ text }) => text))
      ? 'is a union of the channels'
      : undefined
  }
  if (ts.isRegularExpressionLiteral(node))
    return /\bwechat\|alipay\b/.test(node.text) ? 'lists the channels' : undefined
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
    return CHANNELS.some((channel) => node.text.includes(`'${channel}'`))
      ? 'compares with a channel’s name in SQL'
      : undefined
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const [first] = node.arguments
    if (node.expression.name.text === 'startsWith' && first && ts.isStringLiteralLike(first) && first.text === 'bank:')
      return 'takes what is no bank for a channel'
  }
  return undefined
}

/** A record of all channels: an object with a property for each. */
const isRecord = (node: ts.Node): node is ts.ObjectLiteralExpression =>
  ts.isObjectLiteralExpression(node) && isAll(node.properties.map(({ name }) => name?.getText() ?? ''))

function placesIn(source: ts.SourceFile, wanted: (node: ts.Node) => boolean): ts.Node[] {
  const found: ts.Node[] = []
  const visit = (node: ts.Node) => {
    if (wanted(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const lineOf = (source: ts.SourceFile, place: number) => source.getLineAndCharacterOfPosition(place).line + 1

/** The declaration or expression that gives a record its type: an error about a missing channel stands within. */
function whole(record: ts.Node): ts.Node {
  let node = record
  while (node.parent && !ts.isSourceFile(node.parent) && !ts.isBlock(node.parent)) node = node.parent
  return node
}

/** Each place of the sources, other than the providers' rooms, of which something is to be said; read, and not compiled. */
function placesOfOthers(
  wanted: (node: ts.Node) => boolean,
): { file: string; first: number; last: number; node: ts.Node }[] {
  return SOURCES.flatMap(({ file, source }) =>
    placesIn(source, wanted).map((node) => {
      const of = whole(node)
      return { file, node, first: lineOf(source, of.getStart()), last: lineOf(source, of.getEnd()) }
    }),
  )
}

const SOURCES = ['contract', 'server', 'console', 'miniprogram', 'sandbox']
  .flatMap((folder) => [...sourcesBelow(folder)])
  .filter((file) => !PROVIDERS.test(file) && !FROZEN.test(file))
  .map((file) => {
    const text = readFileSync(path.join(root, file), 'utf8')
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
    return { file, source: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind) }
  })

describe('a third channel', () => {
  const records = placesOfOthers(isRecord)
  const deciding = [...new Set([...Object.values(DECIDE), ...records.map(({ file }) => file)])]
  // Only the files that decide are compiled, with what they import: the whole takes too long for a look.
  const today = compile([WORDS, ...deciding])
  const before = today.source(WORDS).text
  const third = before.replace("['wechat', 'alipay']", "['wechat', 'alipay', 'third']")
  const after = today.with(new Map([[WORDS, third]]))
  const errors = deciding.flatMap((file) => after.errors(file))

  test('is not there today', () => {
    expect(CHANNELS).toEqual(['wechat', 'alipay'])
    expect(third).not.toBe(before)
  })

  test.each(Object.entries(DECIDE))('does not compile until somebody has decided about %s', (_, file) => {
    expect(errors.filter((error) => error.file === file)).not.toEqual([])
  })

  test('is missing from every record of channels, and the compiler says so of each', () => {
    const unseen = records.filter(
      ({ file, first, last }) =>
        !errors.some((error) => error.file === file && error.line >= first && error.line <= last),
    )
    expect(unseen.map(({ file, first }) => `${file}:${first}`)).toEqual([])
    expect(records.length).toBeGreaterThan(Object.keys(DECIDE).length)
  })

  test('is taken for one of the two nowhere in silence', () => {
    const silent = placesOfOthers((node) => silence(node) !== undefined)
    expect(silent.map(({ file, first, node }) => `${file}:${first} ${silence(node)}`)).toEqual([])
  })
})

describe('what would be silent', () => {
  const silences = (text: string) => {
    const source = ts.createSourceFile('some.ts', text, ts.ScriptTarget.Latest, true)
    return placesIn(source, (node) => silence(node) !== undefined).length
  }

  test.each([
    "const gateway = channel === 'wechat' ? wechat : alipay",
    "if ('alipay' !== source) bank()",
    "for (const channel of ['wechat', 'alipay']) ask(channel)",
    "type Source = 'wechat' | 'alipay' | 'bank'",
    "const counter = source.startsWith('bank:')",
    'const channel = /^(wechat|alipay)$/',
    "query(`CASE source WHEN 'wechat' THEN a ELSE b END`)",
    "switch (channel) { case 'wechat': return one; default: return other }",
  ])('%s', (text) => {
    expect(silences(text)).toBeGreaterThan(0)
  })

  test.each([
    'const gateways: Record<Channel, Gateway> = { wechat, alipay }',
    'if (isChannel(source)) ask(source)',
    "switch (channel) { case 'wechat': return one; case 'alipay': return two; default: return assertNever(channel) }",
  ])('and what is not: %s', (text) => {
    expect(silences(text)).toBe(0)
  })
})
