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
