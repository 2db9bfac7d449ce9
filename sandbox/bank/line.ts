import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Exchange, Reply } from '../http/exchange'
import { problem } from '../http/problem'
import type { World } from '../world'

const MOST_SKEW_MS = 300_000

/** Lets only those pass who have the bank's key: HMAC-SHA256 over time, method, path with query, and body. Gives the refusal, or nothing. */
export function unsigned({ keys, clock }: World, { method, target, headers, body }: Exchange): Reply | undefined {
  const time = headers['x-bank-time'] ?? ''
  const given = Buffer.from(headers['x-bank-signature'] ?? '', 'hex')
  const right = createHmac('sha256', Buffer.from(keys.bankLine, 'hex'))
    .update(`${time}\n${method}\n${target}\n`)
    .update(body)
    .digest()
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    return problem(401, 'bad-signature', '签名不对：应以 bank-line.key 对时间、方法、路径和正文做 HMAC-SHA256')
  }
  const skew = Math.abs(clock.now() - Number(time))
  return skew <= MOST_SKEW_MS ? undefined : problem(401, 'stale', '请求的时间与银行相差超过 5 分钟')
}
