import { count, key, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** Transfers that are posted and not linked yet: as good as empty. */
export const transfersToLink: TableLayout = {
  name: 'transfers_to_link',
  columns: { transferId: key(word(26)), company: word(32) },
  indices: [['company', 'transferId']],
}

/** The ledger's rows, chained by hashes; the database refuses to change or delete one. */
export const ledgerLinks: TableLayout = {
  name: 'ledger_links',
  columns: { transferId: key(word(26)), company: word(32), sequence: count, hash: word(64) },
  uniques: [['company', 'sequence']],
}

/** Where each company's chain of transfers ends: the one row that everybody who links has to change (M2). */
export const ledgerHeads: TableLayout = {
  name: 'ledger_heads',
  columns: { company: key(word(32)), last: count, hash: word(64), touched: count },
}
