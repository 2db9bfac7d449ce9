import { join } from 'node:path'
import { bankIds, readBank } from './loadBanks'

/** What the configured banks are called, those of counters and those of the company's own accounts alike. */
export interface BankNames {
  /** Undefined for a bank that is not configured. */
  of(id: string): string | undefined
  /** All of them, by id. */
  all(): Readonly<Record<string, string>>
}

/**
 * Reads names from the banks' files in a folder, each when it is first asked for: most commands name one bank or none, and do
 * not wait for all templates to be read.
 */
export function bankNames(folder: string): BankNames {
  const known = new Map<string, string | undefined>()
  let ids: readonly string[] | undefined

  function of(id: string): string | undefined {
    ids ??= bankIds(folder)
    if (!ids.includes(id)) return undefined
    if (!known.has(id)) {
      const bank = readBank(join(folder, `${id}.yaml`), folder)
      const name = bank.outcome === 'read' ? bank.data.name : undefined
      known.set(id, typeof name === 'string' ? name : undefined)
    }
    return known.get(id)
  }

  return {
    of,
    all() {
      ids ??= bankIds(folder)
      return Object.fromEntries(
        ids.flatMap((id) => [[id, of(id)]]).filter((pair): pair is [string, string] => !!pair[1]),
      )
    },
  }
}
