import { readdirSync, readFileSync } from 'node:fs'
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

/** Loads every `*.yaml` of a folder; a wrong template is an outcome with the file and the field of each fault. */
export function loadBanks(folder: string): LoadBanksOutcome {
  const banks = new Map<string, BankTemplate>()
  const statements = new Map<string, StatementTemplate>()
  const reasons: string[] = []
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()) {
    const file = join(folder, name)
    const data = parseQuietly(readFileSync(file, 'utf8'))
    const read = isStatement(data) ? statementTemplate.safeParse(data) : bankTemplate.safeParse(data)
    if (!read.success) {
      reasons.push(...read.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`))
    } else if (read.data.id !== basename(name, '.yaml')) {
      reasons.push(`${file}: id: 应与文件名相同，文件中是“${read.data.id}”`)
    } else if ('format' in read.data) statements.set(read.data.id, read.data)
    else banks.set(read.data.id, read.data)
  }
  return reasons.length > 0 ? { outcome: 'wrong', reasons } : { outcome: 'loaded', banks, statements }
}

const isStatement = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && 'content' in data && data.content === 'statement'

function parseQuietly(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
