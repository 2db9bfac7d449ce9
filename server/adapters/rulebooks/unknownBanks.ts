import path from 'node:path'
import type { Incoherence } from '../../domain/rulebook/coherence'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { loadBanks } from '../banks/loadBanks'

/** The ids of the banks and statements that have a file in config/banks. */
export interface KnownBanks {
  banks: readonly string[]
  statements: readonly string[]
}

/** Reads which there are in a project's folder; a wrong file there is told by the start itself, and knows nobody. */
export function knownBanks(projectDir: string): KnownBanks | undefined {
  const loaded = loadBanks(path.join(projectDir, 'config', 'banks'))
  if (loaded.outcome === 'wrong') return undefined
  return { banks: [...loaded.banks.keys()], statements: [...loaded.statements.keys()] }
}

/** Banks and statements that a rulebook names and that have no file: their money would never be looked for. */
export function unknownBankFaults({ payment }: Rulebook, known: KnownBanks): Incoherence[] {
  const lacks = (id: string, ids: readonly string[], what: string, at: (string | number)[]): Incoherence[] =>
    ids.includes(id) ? [] : [{ path: ['payment', ...at], reason: `config/banks 中没有${what}“${id}”` }]
  return [
    ...payment.bankFiles.flatMap((id, at) => lacks(id, known.banks, '银行', ['bankFiles', at])),
    ...payment.accounts.flatMap(({ statement }, at) =>
      lacks(statement, known.statements, '对账单', ['accounts', at, 'statement']),
    ),
    ...Object.keys(payment.counterFees).flatMap((id) => lacks(id, known.banks, '银行', ['counterFees', id])),
  ]
}
