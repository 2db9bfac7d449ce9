import type { Channel } from '../../contract/channelWords'
import type { Db } from './open'
import { type After, PAGE, type Span } from './open'

export type RefundState = 'processing' | 'success' | 'abnormal' | 'closed'

export interface Refund {
  id: number
  channel: Channel
  merchant: string
  orderId: number
  refundNo: string
  refundId: string
  /** The fund-flow number in the channel's account bill. */
  flowNo: string
  amountFen: number
  reason: string
  notifyUrl: string
  state: RefundState
  /** How it will end when `dueAt` comes. */
  outcome: Exclude<RefundState, 'processing'>
  createdAt: number
  dueAt: number
  doneAt: number | null
}

export type NewRefund = Omit<Refund, 'id' | 'doneAt'> & { doneAt?: number }

export interface Refunds {
  add(refund: NewRefund): Refund
  byNumber(channel: Channel, merchant: string, refundNo: string): Refund | undefined
  ofOrder(orderId: number): Refund[]
  due(now: number): Refund[]
  settle(id: number, state: Refund['outcome'], at: number): void
  /** An abnormal refund is on its way again, to another account; false when it is not abnormal. */
  redirect(id: number, dueAt: number): boolean
  /** One page of the refunds that were accepted in a span of time, as bills list them. */
  acceptedBetween(channel: Channel, merchant: string, span: Span, after: After): Refund[]
}

export function refunds(db: Db): Refunds {
  const add = db.prepare<[Record<string, unknown>], Refund>(
    `INSERT INTO refunds (channel, merchant, orderId, refundNo, refundId, flowNo, amountFen, reason, notifyUrl, state, outcome, createdAt, dueAt, doneAt)
     VALUES (@channel, @merchant, @orderId, @refundNo, @refundId, @flowNo, @amountFen, @reason, @notifyUrl, @state, @outcome, @createdAt, @dueAt, @doneAt)
     RETURNING *`,
  )
  const byNumber = db.prepare<unknown[], Refund>(
    'SELECT * FROM refunds WHERE channel = ? AND merchant = ? AND refundNo = ?',
  )
  const ofOrder = db.prepare<unknown[], Refund>('SELECT * FROM refunds WHERE orderId = ? ORDER BY id')
  const due = db.prepare<unknown[], Refund>(
    `SELECT * FROM refunds WHERE state = 'processing' AND dueAt <= ? ORDER BY dueAt, id`,
  )
  const settle = db.prepare('UPDATE refunds SET state = ?, doneAt = ? WHERE id = ?')
  const redirect = db.prepare(
    `UPDATE refunds SET state = 'processing', outcome = 'success', dueAt = ?, doneAt = NULL WHERE id = ? AND state = 'abnormal'`,
  )
  const accepted = db.prepare<unknown[], Refund>(
    `SELECT * FROM refunds WHERE channel = ? AND merchant = ? AND createdAt >= ? AND createdAt < ?
     AND (createdAt, id) > (?, ?) ORDER BY createdAt, id LIMIT ${PAGE}`,
  )
  return {
    add(refund) {
      const row = add.get({ doneAt: null, ...refund })
      if (!row) throw new Error('an inserted refund came back empty')
      return row
    },
    byNumber: (channel, merchant, refundNo) => byNumber.get(channel, merchant, refundNo),
    ofOrder: (orderId) => ofOrder.all(orderId),
    due: (now) => due.all(now),
    settle: (id, state, at) => void settle.run(state, at, id),
    redirect: (id, dueAt) => redirect.run(dueAt, id).changes === 1,
    acceptedBetween: (channel, merchant, span, after) =>
      accepted.all(channel, merchant, span.from, span.until, after.at, after.id),
  }
}
