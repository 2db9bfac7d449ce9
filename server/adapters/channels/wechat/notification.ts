import { fen } from '../../../../contract/money'
import type {
  ChannelEvent,
  ChannelPayment,
  HttpReply,
  RawNotification,
  VerifyOutcome,
} from '../../../application/ports/channels'
import { markedUserCode } from '../../../domain/payment/householdMark'
import { parseJson } from '../wire'
import type { Keyring } from './keyring'
import { decryptResource, judgeSignature } from './sign'
import { envelope, type PaidOrder, paidOrder, refundNotice } from './wire'

export interface NotificationKeys {
  appid: string
  mchid: string
  apiV3Key: string
  keys: Keyring
}

/** formats.md 1.8: 200 is taken as received; anything from 4xx on is sent again. */
export const acknowledgement: HttpReply = {
  status: 200,
  type: 'application/json',
  body: '{"code":"SUCCESS","message":""}',
}
export const rejection: HttpReply = {
  status: 401,
  type: 'application/json',
  body: '{"code":"FAIL","message":"refused"}',
}

const REFUND_STATES = { SUCCESS: 'succeeded', ABNORMAL: 'abnormal', CLOSED: 'closed' } as const

/** A paid order, from a notification or a query, in our own words. */
export function paymentOf(order: PaidOrder): ChannelPayment {
  return {
    orderNo: order.out_trade_no,
    transactionId: order.transaction_id,
    amountFen: fen(order.amount.total),
    paidAt: order.success_time.at,
    toldPaidAt: order.success_time.text,
    payer: order.payer && { kind: 'openid', value: order.payer.openid },
    userCode: markedUserCode(order.attach),
  }
}

const refused = (code: string): VerifyOutcome => ({ outcome: 'refused', code })

function paymentNotice(eventId: string, content: unknown, own: NotificationKeys): VerifyOutcome {
  const order = paidOrder.safeParse(content)
  if (!order.success) return refused('malformed')
  if (order.data.mchid !== own.mchid || order.data.appid !== own.appid) return refused('foreign-merchant')
  return { outcome: 'verified', event: { eventId, what: { kind: 'payment', payment: paymentOf(order.data) } } }
}

function refundNoticeOf(
  eventId: string,
  type: string,
  createdAt: number | undefined,
  content: unknown,
  own: NotificationKeys,
): VerifyOutcome {
  const parsed = refundNotice.safeParse(content)
  if (!parsed.success || type !== `REFUND.${parsed.data.refund_status}`) return refused('malformed')
  const notice = parsed.data
  if (notice.mchid !== own.mchid) return refused('foreign-merchant')
  const what: ChannelEvent['what'] = {
    kind: 'refund',
    orderNo: notice.out_trade_no,
    transactionId: notice.transaction_id ?? null,
    refundNo: notice.out_refund_no,
    refundedFen: fen(notice.amount.refund),
    state: REFUND_STATES[notice.refund_status],
    at: notice.success_time.at ?? createdAt,
  }
  return { outcome: 'verified', event: { eventId, what } }
}

/**
 * Verifies a notification: headers and time window, signature over the raw bytes, decryption with its tag, and whether it
 * is meant for this merchant and app (formats.md 1.3, 1.8; M6). `now` in epoch milliseconds. Event types that we have no
 * use for are genuine and say nothing. Never throws.
 */
export function verifyNotification(notification: RawNotification, own: NotificationKeys, now: number): VerifyOutcome {
  const verdict = judgeSignature(notification, own.keys, now)
  if (verdict !== 'genuine') return refused(verdict)
  const message = envelope.safeParse(parseJson(notification.body.toString('utf8')))
  if (!message.success) return refused('malformed')
  const { id, create_time, event_type, resource } = message.data
  const isRefund = event_type.startsWith('REFUND.')
  if (event_type !== 'TRANSACTION.SUCCESS' && !isRefund) {
    return { outcome: 'verified', event: { eventId: id, what: { kind: 'nothing', reason: event_type } } }
  }
  const text = decryptResource(resource, own.apiV3Key)
  if (text === undefined) return refused('undecipherable')
  const content = parseJson(text)
  return isRefund ? refundNoticeOf(id, event_type, create_time.at, content, own) : paymentNotice(id, content, own)
}
