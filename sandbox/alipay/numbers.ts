import { compactDay } from '../beijingTime'
import type { Numbers } from '../store/numbers'

/** 28 digits, like 2026110122001400001234567890. */
export function tradeNo(numbers: Numbers, at: number): string {
  return `${compactDay(at)}2200140000${String(numbers.next('alipay-trade')).padStart(10, '0')}`
}

/** The account bill's running number of one movement. */
export function flowNo(numbers: Numbers, at: number): string {
  return `${compactDay(at)}0000${String(numbers.next('alipay-flow')).padStart(12, '0')}`
}
