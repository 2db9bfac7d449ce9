import { type Fen, fen, parseYuan } from '../../contract/money'
import type { OrderRequest } from '../../contract/resident'
import { kept } from '../state/kept'

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

const ENTRY = 'intention'

/** The one payment that is under way on this device. */
export const keptIntention = {
  get(): Intention | undefined {
    const text = kept.get(ENTRY)
    return text === undefined ? undefined : (JSON.parse(text) as Intention)
  },
  set(intention: Intention) {
    kept.set(ENTRY, JSON.stringify(intention))
  },
  /** Ends it when it is this order's: paid, closed or cancelled, so that the same amount can be meant again. */
  endOf(orderNo: string) {
    if (keptIntention.get()?.order?.no === orderNo) kept.forget(ENTRY)
  },
  end() {
    kept.forget(ENTRY)
  },
}

/** A new key for a new wish; it only has to differ from this resident's other keys. */
export function newKey(): string {
  const part = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0')
  return `${Date.now().toString(36)}-${part()}${part()}`
}

export type PartAmount =
  | { kind: 'good'; amount: Fen; rest: Fen }
  | { kind: 'not-an-amount' }
  | { kind: 'too-little' }
  | { kind: 'too-much' }

/**
 * Reads the amount (in yuan) of a part payment as it was typed, against the least and the most in fen. It is a hint for
 * the person who types: the server decides (M8).
 */
export function readPart(typed: string, leastFen: number, wholeFen: number): PartAmount {
  const amount = parseYuan(
    typed
      .replace(/[,，\s]/g, '')
      .replace(/[。．]/g, '.')
      .replace(/\.$/, ''),
  )
  if (amount === undefined) return { kind: 'not-an-amount' }
  if (amount <= 0 || amount < leastFen) return { kind: 'too-little' }
  if (amount > wholeFen) return { kind: 'too-much' }
  return { kind: 'good', amount, rest: fen(wholeFen - amount) }
}
