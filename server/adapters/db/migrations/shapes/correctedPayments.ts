import { amount, count, key, moment, nullable, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

export const payments: TableLayout = {
  name: 'payments',
  columns: {
    id: key(word(26)),
    company: word(32),
    source: word(32),
    transactionId: word(64),
    orderNo: nullable(word(64)),
    householdId: nullable(word(26)),
    amountFen: amount,
    paidAt: moment,
    paidOn: word(10),
    outcome: word(10),
    refundedFen: amount,
    refundParts: count,
    recordedAt: moment,
    correctedFen: nullable(amount),
    filedOn: nullable(word(10)),
    payerCode: nullable(word(32)),
    movedTo: nullable(word(26)),
  },
  uniques: [['company', 'source', 'transactionId']],
  indices: [['orderNo'], ['householdId'], ['company', 'source', 'paidOn']],
}
