import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { type BankTemplate, bankTemplate } from './template'

export type LoadBanksOutcome =
  | { outcome: 'loaded'; banks: ReadonlyMap<string, BankTemplate> }
  | { outcome: 'wrong'; reasons: string[] }

/** Loads every `*.yaml` of a folder; a wrong template is an outcome with the file and the field of each fault. */
export function loadBanks(folder: string): LoadBanksOutcome {
  const banks = new Map<string, BankTemplate>()
  const reasons: string[] = []
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()) {
    const file = join(folder, name)
    const read = bankTemplate.safeParse(parseQuietly(readFileSync(file, 'utf8')))
    if (!read.success) {
      reasons.push(...read.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`))
    } else if (read.data.id !== basename(name, '.yaml')) {
      reasons.push(`${file}: id: 应与文件名相同，文件中是“${read.data.id}”`)
    } else banks.set(read.data.id, read.data)
  }
  return reasons.length > 0 ? { outcome: 'wrong', reasons } : { outcome: 'loaded', banks }
}

function parseQuietly(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
