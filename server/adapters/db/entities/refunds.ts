import type { RefundCard, StrayRefund } from '../../../domain/payment/refund'
import { amount, json, key, moment, nullable, sealed, text, word } from '../columns'
import type { TableShape } from './table'

/** The cards that refunds go to which cannot go back the way they came. */
export const refundCards: TableShape<RefundCard> = {
  name: 'refund_cards',
  columns: {
    refundNo: key(word(20)),
    company: word(32),
    paidBy: word(10),
    amountFen: amount,
    owner: sealed,
    bankCard: sealed,
    paper: sealed,
    bankType: nullable(word(32)),
    cardCheck: nullable(json),
    status: word(10),
    recordedAt: moment,
    batchId: nullable(word(26)),
    serial: nullable(word(20)),
    bankSerial: nullable(word(64)),
    failCode: nullable(word(32)),
    failReason: nullable(text),
    paidOn: nullable(word(10)),
    returnedOn: nullable(word(10)),
  },
  uniques: [['company', 'serial']],
  indices: [['company', 'status'], ['batchId']],
}

/** Refunds that a channel reported and that we did not make; each is a work item. */
export const strayRefunds: TableShape<StrayRefund> = {
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
