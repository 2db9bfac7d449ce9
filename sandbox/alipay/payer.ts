import { createHash } from 'node:crypto'
import type { Order } from '../store/orders'

/** Open-id and user-id apps name the buyer in different fields, never in both (formats.md 3.4). */
export function payerFields(order: Order): Record<string, string> {
  return order.payerKind === 'user_id' ? { buyer_id: order.payer } : { buyer_open_id: order.payer }
}

/** A masked login as answers and bills show it, always the same for the same payer. */
export function maskedLogon(payer: string): string {
  const digits = createHash('sha256').update(payer).digest().readUInt16BE(0) % 100
  return `1${30 + (digits % 60)}****${String(digits).padStart(2, '0')}`
}
