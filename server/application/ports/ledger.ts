import type { AuditEntry } from '../../domain/audit/audit'
import type { Anchor, ChainHead } from '../../domain/audit/chain'
import type { Bill } from '../../domain/bill/bill'
import type { LedgerLink } from '../../domain/ledger/link'
import type { Transfer } from '../../domain/ledger/transfer'

export interface LedgerStore {
  insert(transfers: readonly Transfer[]): Promise<void>
  ofHousehold(householdId: string): Promise<Transfer[]>
}

/** The chain of the ledger's rows: transfers wait after they are posted, until they are linked to the ones before. */
export interface LedgerChainStore {
  /** The companies that have transfers which wait. */
  waiting(): Promise<string[]>
  /** Links a company's transfers that wait, the oldest first, `most` of them; gives how many. */
  link(company: string, most: number): Promise<number>
  /** Where each chain ends. */
  heads(): Promise<ChainHead[]>
}

/** A row that breaks a rule of the books: where it is, what should be there, and what is. */
export interface BrokenRow {
  table: string
  id: string
  expected: string
  found: string
}

/** One rule of the books and the first row that breaks it, if any. */
export interface Check {
  name: string
  /** What holds, in a sentence. */
  holds: string
  broken: BrokenRow | null
}

/** A rule between tables, which anyone who keeps them can check. */
export interface Invariant {
  name: string
  /** What holds, in a sentence. */
  holds: string
  firstBroken(): Promise<BrokenRow | undefined>
}

/** The books as they are at one moment, for anyone who examines them; what is written meanwhile is not seen. */
export interface IntegrityReader {
  transfers(): AsyncIterable<Transfer>
  bills(): AsyncIterable<Pick<Bill, 'id' | 'lines' | 'billedFen' | 'reversedFen'>>
  /** By company, in the order of each chain. */
  auditEntries(): AsyncIterable<AuditEntry>
  auditHeads(): Promise<ChainHead[]>
  /** What the database remembers of what was exported out of it. */
  anchors(): Promise<Anchor[]>
  /** By company, in the order of each chain. */
  ledgerLinks(): AsyncIterable<LedgerLink>
  /** The same, each with its transfer; null where that is gone. */
  linkedTransfers(): AsyncIterable<LedgerLink & { transfer: Transfer | null }>
  ledgerHeads(): Promise<ChainHead[]>
  /** How many transfers each company has, and their sum in fen. */
  ledgerSizes(): Promise<{ company: string; transfers: number; amountFen: number }[]>
  relations: readonly Invariant[]
  /** Tables of entries that are written once, and that the database does not itself keep from being changed: an optional hardening. */
  unguarded(): Promise<string[]>
  counts(): Promise<{ transfers: number; bills: number; payments: number; auditEntries: number }>
}
