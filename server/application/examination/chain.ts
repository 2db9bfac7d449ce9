import { type ChainHead, ORIGIN } from '../../domain/chain/chain'
import type { BrokenRow } from '../booksPort'

/** A row of a chain, by company and number. */
export interface ChainRow {
  id: string
  company: string
  sequence: number
  hash: string
}

/** What a chain is called when it is broken: its table, and one row of it. */
export interface ChainWords {
  table: string
  row: string
}

/**
 * Walks every company's chain from its first row to its head; gives the first row that is not what it should be. `breaks`
 * says what is wrong with a row by itself or after the hash before it.
 */
export async function firstUnchained<T extends ChainRow>(
  rows: AsyncIterable<T>,
  heads: readonly ChainHead[],
  { table, row }: ChainWords,
  breaks: (row: T, previousHash: string) => Pick<BrokenRow, 'expected' | 'found'> | undefined,
): Promise<BrokenRow | null> {
  const ends = new Map<string, ChainRow>()
  for await (const next of rows) {
    const { company, sequence, hash } = ends.get(next.company) ?? { company: next.company, sequence: 0, hash: ORIGIN }
    if (next.sequence !== sequence + 1)
      return {
        table,
        id: next.id,
        expected: `${row} ${sequence + 1} of ${company}`,
        found: `${row} ${next.sequence}`,
      }
    const broken = breaks(next, hash)
    if (broken) return { table, id: next.id, ...broken }
    ends.set(company, { id: next.id, company, sequence: next.sequence, hash: next.hash })
  }
  for (const { company, last, hash } of heads) {
    const end = ends.get(company)
    ends.delete(company)
    if ((end?.sequence ?? 0) === last && (end?.hash ?? ORIGIN) === hash) continue
    const found = `${row} ${end?.sequence ?? 0} ${end?.hash ?? ORIGIN}`
    return { table, id: `${company} ${last}`, expected: `an end at ${row} ${last} ${hash}`, found }
  }
  const [stray] = ends.keys()
  return stray === undefined ? null : { table, id: stray, expected: `a head of the chain of ${stray}`, found: 'none' }
}
