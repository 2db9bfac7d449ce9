import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Channel } from '../../contract/channelWords'
import { tradeNo } from '../alipay/trade'
import { numbersAt } from '../keys/merchants'
import { announcePayment, announceRefund } from '../notifications/queue'
import { randomDigits } from '../random'
import type { Order } from '../store/orders'
import { prepayId, transactionId } from '../wechat/numbers'
import { payText, rsaVerify } from '../wechat/sign'
import { type Merchant, signingKeyOf, type World } from '../world'
import { closeExpired, identityOf } from './findOrder'

export type PayOutcome =
  | { outcome: 'paid'; order: Order }
  | { outcome: 'already-paid' | 'closed' }
  /** The prepay_id is past its two hours; the merchant has to ask for a new one. */
  | { outcome: 'stale-handle' }

const BANKS = ['ICBC_DEBIT', 'CCB_DEBIT', 'CMB_CREDIT', 'ABC_DEBIT', 'OTHERS'] as const

/**
 * The resident confirms at the cashier: the channel takes the money, and the notification is queued in the same moment.
 * `evenIfClosed` lets money through on a closed order, as races between paying and closing do.
 */
export function pay(world: World, order: Order, how: { evenIfClosed?: boolean; person?: string } = {}): PayOutcome {
  closeExpired(world)
  const now = world.clock.now()
  const { store, faults } = world
  const current = store.orders.byId(order.id) ?? order
  if (current.state === 'paid') return { outcome: 'already-paid' }
  if (current.state === 'closed' && !how.evenIfClosed) return { outcome: 'closed' }
  if (current.state === 'open' && current.handleExpiresAt <= now) return { outcome: 'stale-handle' }
  const off = faults.strikes('wrongAmountBy1Fen', { channel: order.channel, company: order.company })?.value ?? 0
  const payer = current.payer || identityOf(order.channel, order.appId, how.person ?? 'demo')
  return store.together(() => {
    store.orders.pay(current.id, {
      channelNo: current.channelNo ?? transactionId(store.numbers, now),
      paidFen: Math.max(1, current.amountFen + off),
      paidAt: now,
      bank: bankOf(payer),
      payer,
      evenIfClosed: how.evenIfClosed ?? false,
    })
    const paid = store.orders.byId(current.id) ?? current
    announcePayment(world, paid)
    return { outcome: 'paid', order: paid }
  })
}

/** A payer always pays from the same bank. */
function bankOf(payer: string): string {
  const first = createHash('sha256').update(payer).digest()[0] ?? 0
  return BANKS[first % BANKS.length] ?? 'OTHERS'
}

/** Under the fault `paidBeforeAnswer`: the order is paid, and its notification delivered, before the merchant hears that it exists. */
export async function payAtOnce(world: World, order: Order): Promise<void> {
  if (!world.faults.strikes('paidBeforeAnswer', { channel: order.channel, company: order.company })) return
  pay(world, order)
  await world.deliver()
}

/** What wx.requestPayment is called with (formats.md 1.5). */
export const paySheet = z.object({
  timeStamp: z.string().regex(/^\d{10}$/),
  nonceStr: z.string().min(1).max(32),
  package: z.string().regex(/^prepay_id=.+$/),
  signType: z.literal('RSA'),
  paySign: z.string().min(1),
})

export type PaySheet = z.infer<typeof paySheet>

/** Whether WeChat would open the cashier: the sheet is signed by the merchant for this very order and app. */
export function isSheetFor(world: World, order: Order, sheet: PaySheet): boolean {
  return (
    sheet.package === `prepay_id=${order.handle}` &&
    rsaVerify(
      payText(order.appId, sheet.timeStamp, sheet.nonceStr, sheet.package),
      sheet.paySign,
      signingKeyOf(world, order.company, 'wechat'),
    )
  )
}

/** Brings every refund whose time has come to its end, and announces it (formats.md 1.7). */
export function settleRefunds(world: World): void {
  const { store } = world
  for (const refund of store.refunds.due(world.clock.now())) {
    store.together(() => {
      store.refunds.settle(refund.id, refund.outcome, refund.dueAt)
      // A closed refund never left: the order can be refunded again. An abnormal one stays reserved until it is worked.
      if (refund.outcome === 'closed') store.orders.addRefunded(refund.orderId, -refund.amountFen)
      const order = store.orders.byId(refund.orderId)
      if (order) announceRefund(world, order, { ...refund, state: refund.outcome, doneAt: refund.dueAt })
    })
  }
}

export interface Stray {
  channel: Channel
  amountFen: number
  person: string
  orderNo?: string
}

type Opened = Pick<Order, 'handle' | 'channelNo' | 'payerKind' | 'tradeType'>

/** What an order is called at its channel before it is paid, and how its payer is. */
const OPENED: Readonly<Record<Channel, (world: World, now: number) => Opened>> = {
  wechat: (_, now) => ({ handle: prepayId(now), channelNo: null, payerKind: 'openid', tradeType: 'JSAPI' }),
  alipay({ store }, now) {
    const handle = tradeNo(store.numbers, now)
    return { handle, channelNo: handle, payerKind: 'open_id', tradeType: 'JSAPI_PAY' }
  },
}

/**
 * A payment for an order that the merchant's server never made (faults.md: genuine, unknown order): the money is real,
 * it is announced to the server's usual address, and stands in queries and bills. Undefined when the number is taken.
 */
export function payStray(world: World, merchant: Merchant, stray: Stray): Order | undefined {
  const { channel, amountFen } = stray
  const { store, clock } = world
  const now = clock.now()
  const { merchant: mine, appId } = numbersAt(merchant.numbers, channel)
  const orderNo = stray.orderNo ?? `STRAY${randomDigits(12)}`
  if (store.orders.byNumber(channel, mine, orderNo)) return undefined
  const opened = OPENED[channel](world, now)
  const order = store.orders.add({
    ...{ channel, company: merchant.id, merchant: mine, appId, orderNo, amountFen, ...opened },
    handleExpiresAt: now + 60_000,
    description: '采暖费',
    attach: '',
    payer: identityOf(channel, appId, stray.person),
    bank: '',
    notifyUrl: `${world.serverUrl}/notify/${channel}/${merchant.id}`,
    request: '',
    createdAt: now,
    expiresAt: now + 60_000,
  })
  const done = pay(world, order)
  return done.outcome === 'paid' ? done.order : order
}
