import type { RefundCard } from '../../../domain/payment/refundCard'
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
