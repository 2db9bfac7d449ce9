import { createHash } from 'node:crypto'
import { announcePayment } from '../notifications/queue'
import type { Order } from '../store/orders'
import { transactionId } from '../wechat/numbers'
import type { World } from '../world'
import { closeExpired } from './closeExpired'

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
export function pay(world: World, order: Order, how: { evenIfClosed?: boolean } = {}): PayOutcome {
  closeExpired(world)
  const now = world.clock.now()
  const { store, faults } = world
  const current = store.orders.byId(order.id) ?? order
  if (current.state === 'paid') return { outcome: 'already-paid' }
  if (current.state === 'closed' && !how.evenIfClosed) return { outcome: 'closed' }
  if (current.state === 'open' && current.handleExpiresAt <= now) return { outcome: 'stale-handle' }
  const off = faults.strikes('wrongAmountBy1Fen', { channel: order.channel, company: order.company })?.value ?? 0
  return store.together(() => {
    store.orders.pay(current.id, {
      channelNo: current.channelNo ?? transactionId(store.numbers, now),
      paidFen: Math.max(1, current.amountFen + off),
      paidAt: now,
      bank: bankOf(current.payer),
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
