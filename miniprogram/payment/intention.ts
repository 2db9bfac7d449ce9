import type { OrderRequest } from '../../contract/resident'

/**
 * What a resident means to pay, with the one Idempotency-Key of that wish. It is kept on the device, so that a request
 * whose answer was lost is repeated with the same key, and a payment that was broken off goes on with the same order.
 */
export interface Intention {
  /** Company and channel: another identity has wishes of its own. */
  who: string
  /** The order request as text. */
  wish: string
  key: string
  madeAt: number
  /** Known once the server has answered. */
  order?: { no: string; expiresAt: number }
}

const REPEATABLE_FOR = 2 * 3_600_000

/** The same wish always gives the same text. */
export function wishText(order: OrderRequest): string {
  return order.kind === 'whole' ? `whole ${order.householdId}` : `part ${order.householdId} ${order.partFen}`
}

/**
 * Gives the intention to go on with: the kept one when it is the same wish and still good, else a new one. A kept order
 * is good until it expires; one without an answer, as long as the server remembers its key.
 */
export function intentionFor(
  kept: Intention | undefined,
  who: string,
  order: OrderRequest,
  now: number,
  makeKey: () => string,
): Intention {
  const wish = wishText(order)
  const same = kept !== undefined && kept.who === who && kept.wish === wish
  const good = same && (kept.order ? kept.order.expiresAt > now : now - kept.madeAt < REPEATABLE_FOR)
  return good ? kept : { who, wish, key: makeKey(), madeAt: now }
}
