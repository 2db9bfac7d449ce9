import { compactDay, compactSeconds } from '../beijingTime'
import { randomHex } from '../random'
import type { Numbers } from '../store/open'

const serial = (n: number) => String(n).padStart(10, '0')

/** 28 digits, like 4200002999202611010000000001. */
export function transactionId(numbers: Numbers, at: number): string {
  return `4200002999${compactDay(at)}${serial(numbers.next('wechat-transaction'))}`
}

/** 29 digits, like 50300000000202611020000000001. */
export function refundId(numbers: Numbers, at: number): string {
  return `50300000000${compactDay(at)}${serial(numbers.next('wechat-refund'))}`
}

/** The fund-flow number of a refund; a payment's is its transaction id. */
export function flowNo(numbers: Numbers, at: number): string {
  return `4200002998${compactDay(at)}${serial(numbers.next('wechat-flow'))}`
}

/** `wx`, the time, and 20 more: 36 characters. */
export function prepayId(at: number): string {
  return `wx${compactSeconds(at)}${randomHex(20)}`
}
