import type { OrderState } from '../../contract/resident'

/** What a payment sheet said when it closed. It is the client's word only: the server decides what is paid (M8). */
export type PayOutcome = 'paid' | 'cancelled' | 'pending' | 'failed'

/** wx.requestPayment's errMsg (formats.md 1.5): ok, fail cancel, or fail with a reason. */
export function outcomeOfRequestPayment(errMsg: string): PayOutcome {
  if (/:ok$/.test(errMsg)) return 'paid'
  if (/:fail cancel/.test(errMsg)) return 'cancelled'
  return 'failed'
}

const TRADE_PAY: Record<string, PayOutcome> = { '9000': 'paid', '6001': 'cancelled', '4000': 'failed', '4': 'failed' }

/**
 * my.tradePay's resultCode (formats.md 3.6). 8000, 6004, 6002, 99 and whatever comes later mean "unknown": money may have
 * moved, so nothing is promised before the server has asked.
 */
export function outcomeOfTradePay(resultCode: string): PayOutcome {
  return TRADE_PAY[resultCode] ?? 'pending'
}

const OUTCOMES: readonly string[] = ['paid', 'cancelled', 'pending', 'failed']

/** Reads an outcome from a page's address; anything else is no outcome. */
export function readOutcome(text: string | undefined): PayOutcome | undefined {
  return OUTCOMES.includes(text ?? '') ? (text as PayOutcome) : undefined
}

/** What the result page says of an order. */
export type ResultView = 'checking' | 'not-done' | 'unknown' | Ended

/** What the server says for good. */
type Ended = Exclude<OrderState, 'unpaid' | 'confirming'>

/**
 * Puts together what the server knows and what the payment sheet said. Only the server's word makes a payment "paid";
 * a sheet that said paid while the server has not heard of it yet is "checking" (faults.md, Notifications).
 */
export function resultView(state: OrderState, outcome: PayOutcome | undefined): ResultView {
  if (state !== 'unpaid' && state !== 'confirming') return state
  if (state === 'confirming' || outcome === 'paid' || outcome === 'pending') return 'checking'
  return outcome === undefined ? 'unknown' : 'not-done'
}

const PATIENCE: Record<ResultView, number> = {
  checking: Number.POSITIVE_INFINITY,
  unknown: Number.POSITIVE_INFINITY,
  'not-done': Number.POSITIVE_INFINITY,
  held: 0,
  paid: 0,
  closed: 0,
  refunding: 0,
  refunded: 0,
  moved: 0,
  'to-bill': 0,
  'to-credit': 0,
}

const FIRST_WAIT = 1_000

const MAX_WAIT = 15_000

/**
 * How long to wait before asking the server again, in ms: half as long again each time, up to 15 s. Undefined when it is
 * enough: the state is final. A payment that was cancelled or failed is asked for as long as any other: the sheet's word is
 * not the channel's, and one that was closed late may have paid after all.
 */
export function nextAsk(view: ResultView, asked: number, waited: number): number | undefined {
  if (waited >= PATIENCE[view]) return undefined
  return Math.min(MAX_WAIT, Math.round(FIRST_WAIT * 1.5 ** asked))
}
