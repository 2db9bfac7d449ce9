import { amount, key, moment, nullable, sealed, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** Refunds that a channel told of and that we did not make; each is a work item. */
export const strayRefunds: TableLayout = {
  name: 'stray_refunds',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(10),
    subject: word(80),
    reason: word(20),
    refundNo: nullable(word(64)),
    orderNo: nullable(word(64)),
    transactionId: nullable(word(64)),
    paymentId: nullable(word(26)),
    amountFen: amount,
    toldAt: moment,
    owner: word(64),
    status: word(10),
    openedAt: moment,
    closedAt: nullable(moment),
    closedBy: nullable(word(64)),
    note: nullable(sealed),
  },
  uniques: [['company', 'channel', 'subject']],
  indices: [['company', 'status']],
}
