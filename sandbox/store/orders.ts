import type { Channel } from '../../contract/channelWords'
import type { Db } from './open'
import { type After, PAGE, type Span } from './open'

/** An order as the channel holds it; `handle` is WeChat's prepay_id or Alipay's trade_no, `merchant` the mchid or app_id. */
export interface Order {
  id: number
  channel: Channel
  company: string
  merchant: string
  appId: string
  orderNo: string
  /** What the channel calls the way it was made: WeChat's trade_type, Alipay's product_code. */
  tradeType: string
  handle: string
  handleExpiresAt: number
  /** transaction_id or trade_no; null until paid (Alipay: from the start). */
  channelNo: string | null
  amountFen: number
  /** What the payer really gave: differs from amountFen only under a fault. */
  paidFen: number | null
  refundedFen: number
  description: string
  attach: string
  payerKind: 'openid' | 'open_id' | 'user_id'
  payer: string
  bank: string
  notifyUrl: string
  /** Where a payer's browser is sent back to, with a signed result; empty when there is no browser. */
  returnUrl: string
  /** The creating request in canonical form, to tell a repeat from a re-use. */
  request: string
  createdAt: number
  expiresAt: number
  state: 'open' | 'paid' | 'closed'
  paidAt: number | null
  closedAt: number | null
}

export type NewOrder = Omit<Order, 'id' | 'paidFen' | 'refundedFen' | 'state' | 'paidAt' | 'closedAt' | 'returnUrl'> & {
  returnUrl?: string
}

export interface Totals {
  channel: Channel
  company: string
  orders: number
  paid: number
  paidFen: number
  refundedFen: number
}

export interface Orders {
  add(order: NewOrder): Order
  byNumber(channel: Channel, merchant: string, orderNo: string): Order | undefined
  byChannelNo(channel: Channel, channelNo: string): Order | undefined
  byHandle(channel: Channel, handle: string): Order | undefined
  byId(id: number): Order | undefined
  /** Orders with this number at any merchant, newest first: for people, who know only the number. */
  withNumber(orderNo: string): Order[]
  renewHandle(id: number, handle: string, expiresAt: number): void
  /** open → paid, and closed → paid when `evenIfClosed`; false when it was not in that state. */
  pay(
    id: number,
    paid: {
      channelNo: string
      paidFen: number
      paidAt: number
      bank: string
      /** Who pays an order that was made for nobody in particular; one that names its payer keeps him. */
      payer: string
      evenIfClosed: boolean
    },
  ): boolean
  /** open → closed; false when it was not open. */
  close(id: number, at: number): boolean
  closeExpired(now: number): Order[]
  /** Guarded: never more than was paid. A negative amount gives a failed refund back. */
  addRefunded(id: number, amountFen: number): boolean
  list(filter: { company?: string; channel?: Channel; state?: string; limit: number }): Order[]
  /** What each merchant was paid and has refunded in all, in fen. */
  totals(): Totals[]
  /** One page of what was paid in a span of time, in order of time, after a given row. */
  paidBetween(channel: Channel, merchant: string, span: Span, after: After): Order[]
}

const COLUMNS = [
  ...[
    'channel',
    'company',
    'merchant',
    'appId',
    'orderNo',
    'tradeType',
    'handle',
    'handleExpiresAt',
    'channelNo',
    'amountFen',
    'description',
  ],
  ...['attach', 'payerKind', 'payer', 'bank', 'notifyUrl', 'returnUrl', 'request', 'createdAt', 'expiresAt'],
]

export function orders(db: Db): Orders {
  const one = (where: string) => db.prepare<unknown[], Order>(`SELECT * FROM orders WHERE ${where}`)
  const add = db.prepare<[Required<NewOrder>], Order>(
    `INSERT INTO orders (${COLUMNS.join(', ')}, state) VALUES (${COLUMNS.map((name) => `@${name}`).join(', ')}, 'open') RETURNING *`,
  )
  const byNumber = one('channel = ? AND merchant = ? AND orderNo = ?')
  const byChannelNo = one('channel = ? AND channelNo = ?')
  const byHandle = one('channel = ? AND handle = ?')
  const byId = one('id = ?')
  const withNumber = one('orderNo = ? ORDER BY id DESC')
  const renew = db.prepare('UPDATE orders SET handle = ?, handleExpiresAt = ? WHERE id = ?')
  const pay = db.prepare(
    `UPDATE orders SET state = 'paid', channelNo = ?, paidFen = ?, paidAt = ?, bank = ?, payer = ?
     WHERE id = ? AND (state = 'open' OR (state = 'closed' AND ?))`,
  )
  const close = db.prepare(`UPDATE orders SET state = 'closed', closedAt = ? WHERE id = ? AND state = 'open'`)
  const expire = db.prepare<[number], Order>(
    `UPDATE orders SET state = 'closed', closedAt = expiresAt WHERE state = 'open' AND expiresAt <= ? RETURNING *`,
  )
  const refunded = db.prepare(
    'UPDATE orders SET refundedFen = refundedFen + @amountFen WHERE id = @id AND refundedFen + @amountFen BETWEEN 0 AND paidFen',
  )
  const list = db.prepare<unknown[], Order>(
    `SELECT * FROM orders WHERE (@company IS NULL OR company = @company) AND (@channel IS NULL OR channel = @channel)
     AND (@state IS NULL OR state = @state) ORDER BY id DESC LIMIT @limit`,
  )
  const between = one(
    `channel = ? AND merchant = ? AND paidAt >= ? AND paidAt < ? AND (paidAt, id) > (?, ?) ORDER BY paidAt, id LIMIT ${PAGE}`,
  )
  const totals = db.prepare<[], Totals>(
    `SELECT channel, company, COUNT(*) AS orders, COUNT(paidAt) AS paid, COALESCE(SUM(paidFen), 0) AS paidFen,
     SUM(refundedFen) AS refundedFen FROM orders GROUP BY channel, company ORDER BY channel, company`,
  )
  const added = (row: Order | undefined): Order => {
    if (!row) throw new Error('an inserted order came back empty')
    return row
  }
  return {
    add: (order) => added(add.get({ returnUrl: '', ...order })),
    byNumber: (channel, merchant, orderNo) => byNumber.get(channel, merchant, orderNo),
    byChannelNo: (channel, channelNo) => byChannelNo.get(channel, channelNo),
    byHandle: (channel, handle) => byHandle.get(channel, handle),
    byId: (id) => byId.get(id),
    withNumber: (orderNo) => withNumber.all(orderNo),
    renewHandle: (id, handle, expiresAt) => void renew.run(handle, expiresAt, id),
    pay: (id, paid) =>
      pay.run(paid.channelNo, paid.paidFen, paid.paidAt, paid.bank, paid.payer, id, paid.evenIfClosed ? 1 : 0)
        .changes === 1,
    close: (id, at) => close.run(at, id).changes === 1,
    closeExpired: (now) => expire.all(now),
    addRefunded: (id, amountFen) => refunded.run({ amountFen, id }).changes === 1,
    list: (filter) =>
      list.all({
        company: filter.company ?? null,
        channel: filter.channel ?? null,
        state: filter.state ?? null,
        limit: filter.limit,
      }),
    totals: () => totals.all(),
    paidBetween: (channel, merchant, span, after) =>
      between.all(channel, merchant, span.from, span.until, after.at, after.id),
  }
}
