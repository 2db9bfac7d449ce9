import type { VoucherExport } from '../../../application/voucherPort'
import { amount, count, json, key, moment, word } from '../columns'
import type { TableShape } from './table'

/** Voucher files that were exported; the files themselves lie below DATA_DIR/vouchers. */
export const voucherExports: TableShape<VoucherExport> = {
  name: 'voucher_exports',
  columns: {
    id: key(word(26)),
    company: word(32),
    template: word(32),
    firstDay: word(10),
    lastDay: word(10),
    days: json,
    vouchers: count,
    totalFen: amount,
    fileName: word(100),
    digest: word(64),
    exportedBy: word(64),
    exportedAt: moment,
  },
  indices: [['company', 'lastDay']],
}
