import { amount, count, json, key, moment, nullable, sealed, text, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

export const invoices: TableLayout = {
  name: 'invoices',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    orderNo: word(20),
    householdId: word(26),
    kind: word(4),
    nth: count,
    titleKind: word(10),
    titleName: sealed,
    taxNumber: nullable(word(20)),
    amountFen: amount,
    state: word(10),
    number: nullable(word(32)),
    fileName: nullable(word(100)),
    reason: nullable(text),
    askedAt: moment,
    issuedAt: nullable(moment),
    reverses: nullable(word(26)),
    refundNo: nullable(word(20)),
  },
  uniques: [['orderNo', 'kind', 'nth'], ['company', 'number'], ['reverses'], ['refundNo']],
  indices: [
    ['residentId', 'askedAt'],
    ['company', 'askedAt'],
  ],
}

/** Voucher files that were exported; the files themselves lie below DATA_DIR/vouchers. */
export const voucherExports: TableLayout = {
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
