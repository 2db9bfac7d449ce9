import { z } from 'zod'

/** What the first row of a company's chain follows. */
export const ORIGIN = '0'.repeat(64)

/** Where a company's chain of hashes ends: its last number, 1, 2, 3 … without gaps, and that row's hash. */
export interface ChainHead {
  company: string
  last: number
  hash: string
}

/** The chains whose heads are exported: the actions of the audit log, and the ledger's transfers. */
export const CHAINS = ['audit', 'ledger'] as const

export type Chain = (typeof CHAINS)[number]

/**
 * Where one of a company's chains ended at a moment, as it was written to a file outside the database; and how much its
 * ledger held then, which only ever grows. Amounts in fen. Lines from before the ledger was chained name no chain.
 */
export const exportedHead = z.strictObject({
  at: z.int(),
  chain: z.enum(CHAINS).default('audit'),
  company: z.string().min(1),
  sequence: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  transfers: z.int().nonnegative(),
  amountFen: z.int().nonnegative(),
})

export type ExportedHead = z.output<typeof exportedHead>

/** What the database remembers of a chain's exports: how many heads of it were written, and the last of them. */
export interface Anchor {
  chain: Chain
  company: string
  heads: number
  sequence: number
  hash: string
}

/** A line of the file as it is written: JSON, with the newline that says that it is whole. */
export const headLine = (head: ExportedHead): string => `${JSON.stringify(head)}\n`

/** Reads one line; undefined for what is no head. */
export function readHeadLine(line: string): ExportedHead | undefined {
  try {
    return exportedHead.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
