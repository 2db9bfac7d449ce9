import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { faultLocation, readYaml } from '../files/yamlFile'
import { type StatementTemplate, statementTemplate } from './statements/template'
import { type BankTemplate, bankTemplate } from './template'

export type LoadBanksOutcome =
  | {
      outcome: 'loaded'
      banks: ReadonlyMap<string, BankTemplate>
      statements: ReadonlyMap<string, StatementTemplate>
    }
  | { outcome: 'wrong'; reasons: string[] }

type Data = Readonly<Record<string, unknown>>

export type ReadBank = { outcome: 'read'; data: Data } | { outcome: 'wrong'; reasons: string[] }

/**
 * Loads every `*.yaml` of a folder. A bank's file says all of its layout, or `layout: <name>` for one of those in `layouts/`
 * and only what is its own or otherwise than there. A wrong template is an outcome with the file and the field of each fault,
 * or with file, line and column where it is no YAML.
 */
export function loadBanks(folder: string): LoadBanksOutcome {
  const banks = new Map<string, BankTemplate>()
  const statements = new Map<string, StatementTemplate>()
  const reasons: string[] = []
  for (const file of yamlFiles(folder)) {
    const bank = readBank(file, folder)
    if (bank.outcome === 'wrong') {
      reasons.push(...bank.reasons)
      continue
    }
    const { data } = bank
    const read = data.content === 'statement' ? statementTemplate.safeParse(data) : bankTemplate.safeParse(data)
    if (!read.success) {
      reasons.push(...read.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`))
    } else if (read.data.id !== basename(file, '.yaml')) {
      reasons.push(`${file}: id: 应与文件名相同，文件中是“${read.data.id}”`)
    } else if (read.data.content === 'statement') statements.set(read.data.id, read.data)
    else banks.set(read.data.id, read.data)
  }
  // A layout that several banks share is named once.
  return reasons.length > 0
    ? { outcome: 'wrong', reasons: [...new Set(reasons)] }
    : { outcome: 'loaded', banks, statements }
}

function yamlFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  return names.sort().map((name) => join(folder, name))
}

/** The ids of the banks that have a file in a folder. */
export const bankIds = (folder: string): string[] => yamlFiles(folder).map((file) => basename(file, '.yaml'))

/** What a bank's file says, over what its layout says; what is wrong where one of the two cannot be read. */
export function readBank(file: string, folder: string): ReadBank {
  const bank = readMap(file)
  if (bank.outcome === 'wrong') return bank
  const { layout, ...own } = bank.data
  if (layout === undefined) return { outcome: 'read', data: own }
  const shared = join(folder, 'layouts', `${String(layout)}.yaml`)
  if (!/^[a-z][a-z0-9-]*$/.test(String(layout)) || !existsSync(shared)) {
    return { outcome: 'wrong', reasons: [`${file}: layout: 没有布局“${String(layout)}”`] }
  }
  const common = readMap(shared)
  return common.outcome === 'wrong' ? common : { outcome: 'read', data: { ...common.data, ...own } }
}

function readMap(file: string): ReadBank {
  const read = readYaml(readFileSync(file, 'utf8'), 'core')
  if (read.outcome === 'wrong') {
    return { outcome: 'wrong', reasons: read.faults.map((fault) => faultLocation(file, fault)) }
  }
  const data: unknown = read.document.toJS()
  return { outcome: 'read', data: typeof data === 'object' && data !== null ? { ...data } : {} }
}
