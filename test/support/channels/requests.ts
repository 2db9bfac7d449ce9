import { fen } from '../../../contract/money'
import type { RefundInput } from '../../../server/application/ports/channels'

/** An order of 1,234.56 yuan, and 234.56 of it given back. */
export const ORDER = 'HF20261101000001'

export const REFUND: RefundInput = {
  orderNo: ORDER,
  refundNo: 'RF20261102000001',
  refundFen: fen(23456),
  paidFen: fen(123456),
  reason: '多缴退费',
  notifyUrl: 'https://pay.example.cn/notify/lanzhou',
}
