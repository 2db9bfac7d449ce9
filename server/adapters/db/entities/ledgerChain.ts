import type { ChainHead } from '../../../domain/chain/chain'
import type { LedgerLink } from '../../../domain/ledger/link'
import { count, key, word } from '../columns'
import type { TableShape } from './table'

/** A transfer that is not linked yet: written with it, taken away with its link. */
export interface WaitingTransfer {
  transferId: string
  company: string
}

/** The head of a company's chain, with how often somebody took it. */
export interface LedgerHead extends ChainHead {
  touched: number
}

/** Transfers that are posted and not linked yet: as good as empty. */
export const transfersToLink: TableShape<WaitingTransfer> = {
  name: 'transfers_to_link',
  columns: { transferId: key(word(26)), company: word(32) },
  indices: [['company', 'transferId']],
}

/** The ledger's rows, chained by hashes; the database refuses to change or delete one. */
export const ledgerLinks: TableShape<LedgerLink> = {
  name: 'ledger_links',
  columns: { transferId: key(word(26)), company: word(32), sequence: count, hash: word(64) },
  uniques: [['company', 'sequence']],
}

/** Where each company's chain of transfers ends: the one row that everybody who links has to change (M2). */
export const ledgerHeads: TableShape<LedgerHead> = {
  name: 'ledger_heads',
  columns: { company: key(word(32)), last: count, hash: word(64), touched: count },
}
