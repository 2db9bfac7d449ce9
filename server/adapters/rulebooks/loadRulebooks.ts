import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Document, isMap, isNode, isPair, isScalar } from 'yaml'
import { parseYuan, yuanText } from '../../../contract/money'
import type { RulebookFile } from '../../application/companies/recordFirstVersions'
import { estimate } from '../../domain/billing/estimate'
import { type Incoherence, incoherences } from '../../domain/rulebook/coherence'
import type { SeasonExample } from '../../domain/rulebook/company'
import { type Rulebook, type Rulebooks, rulebookSchema } from '../../domain/rulebook/rulebook'
import { FIRST_VERSION, numbered, type RulebookVersion } from '../../domain/rulebook/versions'
import { isRefused } from '../../domain/tariff/area'
import { estimateGas } from '../../domain/tariff/feeLine'
import { decodeStrictly, firstBadLine } from '../files/decodeText'
import { faultLocation, readYaml, type YamlFault } from '../files/yamlFile'
import { dateExampleFaults } from './dateExamples'
import { saidOfIssue } from './saidOfIssue'
import { type KnownBanks, unknownBankFaults } from './unknownBanks'

/** What is wrong with a rulebook, and where: a person opens the file at that line. */
export interface RulebookFault extends YamlFault {
  file: string
}

/** One line for the log of a refused start: `config/rulebooks/baoji.yaml:41: areaPrices.0.lines.1.price: …`. */
export function faultText({ file, ...fault }: RulebookFault): string {
  return faultLocation(file, fault)
}

/** Calculates each worked example of a rulebook and gives where, and by how much, it comes out otherwise than written. */
export function exampleFaults(rulebook: Rulebook): Incoherence[] {
  const seasons = rulebook.examples.flatMap((example, index) => {
    const got = reckon(rulebook, example)
    return Object.entries(example.expect).flatMap(([what, expected]) => {
      const outcome = got[what as keyof typeof got]
      if (sameOutcome(outcome, expected)) return []
      const reason = `“${example.name}”应为 ${expected}，算得 ${outcome ?? got.reason ?? '无此结果'}`
      return [{ path: ['examples', index, 'expect', what], reason }]
    })
  })
  const gas = rulebook.gasExamples.flatMap((example, index) => {
    const sheet = estimateGas(rulebook, example.ask)
    const got = isRefused(sheet) ? sheet.reason : yuanText(sheet.totalFen)
    if (sameOutcome(got, example.expect.total)) return []
    const reason = `“${example.name}”应为 ${example.expect.total}，算得 ${got}`
    return [{ path: ['gasExamples', index, 'expect', 'total'], reason }]
  })
  return [...seasons, ...gas]
}

type Reckoned = { [K in Exclude<keyof SeasonExample['expect'], 'refused'>]?: string | undefined } & {
  refused: boolean
  reason?: string
}

function reckon(rulebook: Rulebook, { ask }: SeasonExample): Reckoned {
  const payments = ask.payments.map(({ on, amount }) => ({ on, amountFen: parseYuan(amount) ?? 0 }))
  const answer = estimate(rulebook, { ...ask, company: rulebook.id, payments })
  if (isRefused(answer)) return { refused: true, reason: answer.reason }
  const { prepay, metered, settlement, instalments, owed } = answer
  return {
    refused: false,
    prepay: yuanText(prepay.totalFen),
    metered: metered ? yuanText(metered.totalFen) : undefined,
    adjustment: settlement ? yuanText(settlement.adjustmentFen) : undefined,
    firstPart: instalments.allowed ? yuanText(instalments.minimumFirstFen) : undefined,
    balanceDueOn: instalments.allowed ? instalments.balanceDueOn : undefined,
    principal: owed ? yuanText(owed.principalFen) : undefined,
    lateFee: owed ? yuanText(owed.lateFeeFen) : undefined,
    owed: owed ? yuanText(owed.totalFen) : undefined,
    credit: owed ? yuanText(owed.creditFen) : undefined,
  }
}

/** Amounts are compared as money, so that 2200 and 2200.00 are the same; all else as written. */
function sameOutcome(got: string | boolean | undefined, expected: string | boolean): boolean {
  if (typeof got !== 'string' || typeof expected !== 'string') return got === expected
  return got === expected || (parseYuan(got) !== undefined && parseYuan(got) === parseYuan(expected))
}

export type ReadOutcome = { outcome: 'read'; rulebook: Rulebook } | { outcome: 'wrong'; faults: RulebookFault[] }

type Path = readonly PropertyKey[]

/**
 * Reads one rulebook from YAML text; `file` names it in faults. Shape first, then whether its parts fit together, then
 * its worked examples: each later check needs the earlier ones. `known`: banks that there are, where that is looked at. Gives all faults of the first check that finds any.
 */
export function readRulebook(file: string, yaml: string, known?: KnownBanks): ReadOutcome {
  const read = readUnchecked(file, yaml)
  if (read.outcome === 'wrong') return read
  const { rulebook, at } = read
  const unknown = known ? unknownBankFaults(rulebook, known) : []
  if (unknown.length > 0) return wrong(unknown.map(({ path, reason }) => at(path, reason)))
  const miscounted = [...dateExampleFaults(rulebook), ...exampleFaults(rulebook)]
  if (miscounted.length > 0) return wrong(miscounted.map(({ path, reason }) => at(path, reason)))
  return { outcome: 'read', rulebook }
}

/**
 * Reads a version that was approved before. Its examples were checked then, and are not again: a program that reckons otherwise
 * is not to stop a company whose debts were reckoned by it.
 */
export function readVersion(
  { company, sequence }: Pick<RulebookVersion, 'company' | 'sequence'>,
  text: string,
): ReadOutcome {
  return readUnchecked(`${company}（第 ${sequence} 版）`, text)
}

type At = (path: Path, reason: string) => RulebookFault

function readUnchecked(
  file: string,
  yaml: string,
): { outcome: 'read'; rulebook: Rulebook; at: At } | { outcome: 'wrong'; faults: RulebookFault[] } {
  // The failsafe schema leaves every scalar as the text that was written: prices never become floats (domain.md C1).
  const read = readYaml(yaml, 'failsafe')
  if (read.outcome === 'wrong') return wrong(read.faults.map((one) => ({ file, ...one })))
  const { document, placeAt } = read
  const fault = (offset: number, reason: string): RulebookFault => ({ file, ...placeAt(offset), reason })

  const at: At = (path, reason) => {
    const where = path.map(String).join('.')
    return fault(offsetOf(document, path), where === '' ? reason : `${where}: ${reason}`)
  }
  const parsed = rulebookSchema.safeParse(document.toJS(), { error: saidOfIssue })
  if (!parsed.success) {
    return wrong(
      parsed.error.issues.flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => at([...issue.path, key], '没有这个字段'))
          : [at(issue.path, issue.message)],
      ),
    )
  }
  const rulebook = parsed.data
  const unfit = incoherences(rulebook)
  if (unfit.length > 0) return wrong(unfit.map(({ path, reason }) => at(path, reason)))
  return { outcome: 'read', rulebook, at }
}

function wrong(faults: RulebookFault[]): { outcome: 'wrong'; faults: RulebookFault[] } {
  return { outcome: 'wrong', faults }
}

/** Where a path begins in the text: its key where it has one; for a missing field, the map that lacks it. */
function offsetOf(document: Document, path: Path): number {
  let offset = 0
  let node: unknown = document.contents
  for (const step of path) {
    if (isNode(node)) offset = node.range?.[0] ?? offset
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step)
      if (!pair) return offset
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isNode(node) && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(step)]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    } else return offset
  }
  return offset
}

/** A rulebook as its file has it, with the text that a version is made of. */
export interface LoadedRulebook extends RulebookFile {
  rulebook: Rulebook
}

export type LoadFileOutcome =
  | { outcome: 'loaded'; loaded: LoadedRulebook }
  | { outcome: 'wrong'; faults: RulebookFault[] }

/**
 * Loads one rulebook's file, which has to be UTF-8. What is wrong is an outcome with file, line and
 * reason of each fault (see `faultText`).
 */
export function loadRulebookFile(file: string, known?: KnownBanks): LoadFileOutcome {
  const text = textOf(readFileSync(file))
  if (typeof text !== 'string') return wrong([{ file, ...text }])
  const read = readRulebook(file, text, known)
  if (read.outcome === 'wrong') return read
  const { rulebook } = read
  return { outcome: 'loaded', loaded: { company: rulebook.id, file, text, hash: rulebookHash(text), rulebook } }
}

const NOT_UTF8 = '文件不是 UTF-8 编码（多半是 GBK），汉字会变成乱码。请用编辑器“另存为 UTF-8”后再用；规则没有变动'

/** The text of a file, line ends as they are on every machine and without a byte order mark. */
function textOf(bytes: Buffer): string | YamlFault {
  const decoded = bytes[0] === 0xff || bytes[0] === 0xfe ? undefined : decodeStrictly(bytes, 'utf-8')
  if (decoded !== undefined) return decoded.replaceAll('\r\n', '\n')
  return { line: firstBadLine(bytes, 'utf-8'), reason: NOT_UTF8 }
}

/** The hash by which a rulebook's text is known: SHA-256 of it as UTF-8. */
export function rulebookHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** A folder's files are named after their companies, so that no company can stand in two. */
function namedAfterCompany(file: string, known?: KnownBanks): LoadFileOutcome {
  const read = loadRulebookFile(file, known)
  if (read.outcome === 'wrong' || read.loaded.company === basename(file, '.yaml')) return read
  return wrong([{ file, line: 1, reason: `id: 应与文件名相同，文件中是“${read.loaded.company}”` }])
}

/** `wrong`: with every fault, and with those that are right all the same. */
export type LoadOutcome = {
  outcome: 'loaded' | 'wrong'
  rulebooks: Rulebooks
  files: LoadedRulebook[]
  faults: RulebookFault[]
}

/**
 * Loads every `*.yaml` of a folder, once, at start. A wrong rulebook puts its own company aside, and no other; the caller says so
 * loudly, by `faultText`.
 */
export function loadRulebooks(folder: string, known?: KnownBanks): LoadOutcome {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const outcomes = names.sort().map((name) => namedAfterCompany(join(folder, name), known))
  const files = outcomes.flatMap((one) => (one.outcome === 'loaded' ? [one.loaded] : []))
  const faults = outcomes.flatMap((one) => (one.outcome === 'wrong' ? one.faults : []))
  if (names.length === 0) faults.push({ file: folder, line: 1, reason: '没有任何 .yaml 规则文件' })
  const outcome = faults.length > 0 ? 'wrong' : 'loaded'
  return { outcome, rulebooks: rulebooksOf(files.map(({ rulebook }) => rulebook)), files, faults }
}

/** The port over rulebooks that were read from files, each as its company's first version and the only one. */
export function rulebooksOf(rulebooks: readonly Rulebook[]): Rulebooks {
  const byId = new Map(rulebooks.map((rulebook) => [rulebook.id, numbered(rulebook, FIRST_VERSION)]))
  const inOrder = [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
  return {
    get: (company) => byId.get(company),
    all: () => inOrder,
    ofSeason: (company) => byId.get(company),
    version(company, version) {
      const rulebook = version === FIRST_VERSION ? byId.get(company) : undefined
      if (!rulebook) throw new Error(`no version ${version} of ${company}`)
      return rulebook
    },
    refresh: () => Promise.resolve(),
  }
}
