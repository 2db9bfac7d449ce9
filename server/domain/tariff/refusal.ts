/**
 * Refused because the rulebook has no price or no rule for it, or because the price needs something that is not on
 * file (domain.md C10). Never replaced by a default price. `reason` is Chinese, for people.
 */
export interface NoPrice {
  refused: 'no-price'
  reason: string
}

/** No published price for these facts; `reason` says which, in Chinese, for people. */
export function noPrice(reason: string): NoPrice {
  return { refused: 'no-price', reason }
}

/** Tells what has no price from what has one. */
export function isRefused<T extends object>(outcome: T | NoPrice): outcome is NoPrice {
  return 'refused' in outcome
}
