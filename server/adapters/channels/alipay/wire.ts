import { z } from 'zod'
import { parseYuan } from '../../../../contract/money'
import { eventId, optionalField, statedTime, unneeded } from '../lenient'
import { MAX_FEN, parseBeijingText } from '../wire'

/** What Alipay says, as far as we read it (formats.md 3). Unknown members may appear at any time. */

const tradeNo = z.string().min(1).max(64)
const orderNo = z.string().min(1).max(64)

/** Yuan as text → fen, digit by digit; never negative. */
const yuan = z.string().transform((text, context) => {
  const amount = parseYuan(text)
  if (amount !== undefined && amount >= 0 && amount <= MAX_FEN) return amount
  context.addIssue({ code: 'custom', message: 'not an amount in yuan' })
  return z.NEVER
})
const paidYuan = yuan.refine((amount) => amount > 0)

/** `yyyy-MM-dd HH:mm:ss[.SSS]`, Beijing time, or whatever stands in its place. */
const told = statedTime(parseBeijingText)

/** The head of every answer. Some good answers (oauth.token) have no code at all. */
export const answerHead = z.object({
  code: z.string().optional(),
  msg: z.string().optional(),
  sub_code: z.string().optional(),
  sub_msg: z.string().optional(),
})

export const createdBody = z.object({ out_trade_no: orderNo, trade_no: tradeNo })

export const tradeStatus = z.enum(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED'])

export const queryBody = z.object({
  out_trade_no: orderNo,
  trade_no: tradeNo,
  trade_status: tradeStatus,
  total_amount: paidYuan,
  /** Absent while nothing was paid. */
  send_pay_date: told,
  buyer_open_id: unneeded(z.string().min(1).max(128)),
  buyer_user_id: unneeded(z.string().min(1).max(128)),
})

export const closedBody = z.object({ out_trade_no: optionalField(orderNo) })

/** `fund_change` N: this call moved nothing, as on a repeat. The answer's refund_fee is the trade's total, so it is not read. */
export const refundBody = z.object({
  out_trade_no: orderNo,
  fund_change: optionalField(z.enum(['Y', 'N'])),
  gmt_refund_pay: told,
})

/** `refund_status` is there only once the refund is done (formats.md 3.7); amount and time with it. */
export const refundQueryBody = z.object({
  out_trade_no: optionalField(orderNo),
  out_request_no: optionalField(orderNo),
  refund_status: optionalField(z.literal('REFUND_SUCCESS')),
  refund_amount: optionalField(paidYuan),
  gmt_refund_pay: told,
})

/** The answer of alipay.open.app.alipaycert.download: PEM text in base64. */
export const certificateBody = z.object({ alipay_cert_content: z.string().min(1).max(65_536) })

export const tokenBody = z.union([
  z.object({ open_id: z.string().min(1).max(128) }),
  z.object({ user_id: z.string().min(1).max(128) }),
])

export const billBody = z.object({
  bill_download_url: z.string().optional(),
  bill_file_code: z.string().optional(),
})

/** A notification's fields after one decoding (formats.md 3.8). An empty field says as much as a missing one. */
export const tradeNotice = z.object({
  notify_time: told,
  app_id: z.string(),
  seller_id: z.string(),
  trade_no: tradeNo,
  out_trade_no: orderNo,
  trade_status: z.string(),
  total_amount: paidYuan,
  gmt_payment: told,
  /** What our order called the goods: it ends with the household's user code. */
  subject: unneeded(z.string().max(512)),
  out_biz_no: optionalField(orderNo),
  refund_fee: optionalField(yuan),
  gmt_refund: told,
  buyer_open_id: unneeded(z.string().min(1).max(128)),
  buyer_id: unneeded(z.string().min(1).max(128)),
})
export type TradeNotice = z.infer<typeof tradeNotice>

export const noticeHead = z.object({
  notify_id: eventId,
  notify_type: optionalField(z.string()).transform((type) => type ?? 'trade_status_sync'),
  app_id: z.string(),
})
