import { key, moment, nullable, sealed, sealedJson, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** Titles that residents have used on invoices. */
export const invoiceTitles: TableLayout = {
  name: 'invoice_titles',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    kind: word(10),
    name: sealed,
    taxNumber: nullable(word(20)),
    buyer: nullable(sealedJson),
    usedAt: moment,
  },
  indices: [['residentId', 'usedAt']],
}
