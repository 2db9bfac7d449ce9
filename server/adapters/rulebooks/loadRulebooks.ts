import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { RulebookFault } from './fault'
import { readRulebook } from './readRulebook'

export type LoadOutcome = { outcome: 'loaded'; rulebooks: Rulebooks } | { outcome: 'wrong'; faults: RulebookFault[] }

/**
 * Loads every `*.yaml` of a folder, once, at start. A wrong rulebook is an outcome with file, line and reason of each
 * fault (see `faultText`), upon which the caller must refuse to start.
 */
export function loadRulebooks(folder: string): LoadOutcome {
  const faults: RulebookFault[] = []
  const loaded = new Map<string, Rulebook>()
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  for (const name of files.sort()) {
    const file = join(folder, name)
    const read = readRulebook(file, readFileSync(file, 'utf8'))
    if (read.outcome === 'wrong') faults.push(...read.faults)
    else if (read.rulebook.id !== basename(name, '.yaml')) {
      faults.push({ file, line: 1, reason: `id: 应与文件名相同，文件中是“${read.rulebook.id}”` })
    } else loaded.set(read.rulebook.id, read.rulebook)
  }
  if (files.length === 0) faults.push({ file: folder, line: 1, reason: '没有任何 .yaml 规则文件' })
  return faults.length > 0
    ? { outcome: 'wrong', faults }
    : { outcome: 'loaded', rulebooks: rulebooksOf([...loaded.values()]) }
}

/** The port over rulebooks that are already read. */
export function rulebooksOf(rulebooks: readonly Rulebook[]): Rulebooks {
  const byId = new Map(rulebooks.map((rulebook) => [rulebook.id, rulebook]))
  const inOrder = [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
  return { get: (company) => byId.get(company), all: () => inOrder }
}
