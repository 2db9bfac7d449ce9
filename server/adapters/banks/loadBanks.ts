import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
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

/**
 * Loads every `*.yaml` of a folder. A bank's file says all of its layout, or `layout: <name>` for one of those in `layouts/`
 * and only what is its own or otherwise than there. A wrong template is an outcome with the file and the field of each fault.
 */
export function loadBanks(folder: string): LoadBanksOutcome {
  const banks = new Map<string, BankTemplate>()
  const statements = new Map<string, StatementTemplate>()
  const reasons: string[] = []
  for (const file of yamlFiles(folder)) {
    const data = readBank(file, folder)
    if (typeof data === 'string') {
      reasons.push(`${file}: layout: ${data}`)
      continue
    }
    const read = data.content === 'statement' ? statementTemplate.safeParse(data) : bankTemplate.safeParse(data)
    if (!read.success) {
      reasons.push(...read.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`))
    } else if (read.data.id !== basename(file, '.yaml')) {
      reasons.push(`${file}: id: 应与文件名相同，文件中是“${read.data.id}”`)
    } else if (read.data.content === 'statement') statements.set(read.data.id, read.data)
    else banks.set(read.data.id, read.data)
  }
  return reasons.length > 0 ? { outcome: 'wrong', reasons } : { outcome: 'loaded', banks, statements }
}

function yamlFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  return names.sort().map((name) => join(folder, name))
}

/** The ids of the banks that have a file in a folder. */
export const bankIds = (folder: string): string[] => yamlFiles(folder).map((file) => basename(file, '.yaml'))

/** What a bank's file says, over what its layout says; a sentence where there is no such layout. */
export function readBank(file: string, folder: string): Data | string {
  const { layout, ...own } = parseQuietly(file)
  if (layout === undefined) return own
  const shared = join(folder, 'layouts', `${String(layout)}.yaml`)
  if (!/^[a-z][a-z0-9-]*$/.test(String(layout)) || !existsSync(shared)) return `没有布局“${String(layout)}”`
  return { ...parseQuietly(shared), ...own }
}

function parseQuietly(file: string): Data {
  try {
    const data: unknown = parse(readFileSync(file, 'utf8'))
    return typeof data === 'object' && data !== null ? { ...data } : {}
  } catch {
    return {}
  }
}
