import type {
  ChannelEvent,
  ChannelPayment,
  HttpReply,
  Payer,
  RawNotification,
  VerifyOutcome,
} from '../../../application/ports/channels'
import { markedUserCode } from '../../../domain/payment/householdMark'
import type { AlipayKeys } from './keyring'
import { judgeNotice } from './sign'
import { noticeHead, type TradeNotice, tradeNotice } from './wire'

export interface NotificationKeys {
  appId: string
  sellerId: string
  keys: AlipayKeys
  /** Informed of a certificate that a notification names and we do not know. */
  wanted?: (sn: string) => void
}

/** Exactly these seven letters, or Alipay sends it again (formats.md 3.8). */
export const acknowledgement: HttpReply = { status: 200, type: 'text/plain', body: 'success' }
export const rejection: HttpReply = { status: 400, type: 'text/plain', body: 'fail' }

const refused = (code: string): VerifyOutcome => ({ outcome: 'refused', code })

/**
 * Decodes a form's body once (`+` and %XX). Undefined when a name comes twice: which of the two was signed would be a guess.
 */
function parseForm(body: Buffer): Map<string, string> | undefined {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    if (fields.has(name)) return undefined
    fields.set(name, value)
  }
  return fields
}

/** An app has open ids or user ids, never both (formats.md 3.4). */
export function payerOf(openId: string | undefined, userId: string | undefined): Payer | undefined {
  if (openId !== undefined) return { kind: 'open_id', value: openId }
  return userId === undefined ? undefined : { kind: 'user_id', value: userId }
}

/**
 * Tells payment, refund and time-out apart: by what is said of a refund, not by trade_status alone (formats.md 3.8). A
 * trade that is finished was paid, too; anyone who has booked it knows it by its number. Undefined when a refund lacks
 * its amount.
 */
function whatOf(notice: TradeNotice): ChannelEvent['what'] | undefined {
  const { out_trade_no: orderNo, trade_no: transactionId, trade_status: status } = notice
  const isRefund = notice.out_biz_no !== undefined || notice.gmt_refund.text !== '' || (notice.refund_fee ?? 0) > 0
  if (status !== 'TRADE_SUCCESS' && status !== 'TRADE_FINISHED' && status !== 'TRADE_CLOSED') {
    return { kind: 'nothing', reason: status }
  }
  if (isRefund) {
    if (notice.refund_fee === undefined) return undefined
    return {
      kind: 'refund',
      orderNo,
      transactionId,
      // A refund without a number of its own, made by hand at Alipay, goes by the order's.
      refundNo: notice.out_biz_no ?? orderNo,
      refundedFen: notice.refund_fee,
      cumulative: true,
      state: 'succeeded',
      at: notice.gmt_refund.at ?? notice.notify_time.at,
    }
  }
  if (status === 'TRADE_CLOSED') return { kind: 'closed', orderNo }
  const payment: ChannelPayment = {
    orderNo,
    transactionId,
    amountFen: notice.total_amount,
    paidAt: notice.gmt_payment.at,
    toldPaidAt: notice.gmt_payment.text,
    payer: payerOf(notice.buyer_open_id, notice.buyer_id),
    userCode: markedUserCode(notice.subject),
  }
  return { kind: 'payment', payment }
}

/**
 * Verifies a notification: signature over the decoded fields of the raw body, then app and seller (formats.md 3.8; M6).
 * Alipay's messages bear no time window. Never throws.
 */
export function verifyNotification(notification: RawNotification, own: NotificationKeys): VerifyOutcome {
  const fields = parseForm(notification.body)
  if (!fields) return refused('malformed')
  const verdict = judgeNotice(fields, own.keys)
  if (verdict === 'unknown-key') own.wanted?.(fields.get('alipay_cert_sn') ?? '')
  if (verdict !== 'genuine') return refused(verdict)
  const content = Object.fromEntries(fields)
  const head = noticeHead.safeParse(content)
  if (!head.success) return refused('malformed')
  if (head.data.app_id !== own.appId) return refused('foreign-merchant')
  const eventId = head.data.notify_id
  if (head.data.notify_type !== 'trade_status_sync') {
    return { outcome: 'verified', event: { eventId, what: { kind: 'nothing', reason: head.data.notify_type } } }
  }
  const notice = tradeNotice.safeParse(content)
  if (!notice.success) return refused('malformed')
  if (notice.data.seller_id !== own.sellerId) return refused('foreign-merchant')
  const what = whatOf(notice.data)
  return what ? { outcome: 'verified', event: { eventId, what } } : refused('malformed')
}
