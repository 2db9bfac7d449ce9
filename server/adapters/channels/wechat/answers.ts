import type { ChannelRefusal } from '../../../application/ports/channels'
import type { Exchange } from '../exchange'
import { parseJson } from '../wire'
import type { Keyring } from './keyring'
import { judgeSignature } from './sign'
import { errorBody } from './wire'

/**
 * What an answer of the API is worth. `verified` carries its JSON (undefined for 204); `refused` is the channel's clear no;
 * `unknown` leaves open whether the request had its effect.
 */
export type Answer =
  | { kind: 'verified'; status: number; body: unknown }
  | { kind: 'refused'; status: number; code: string; message: string }
  | { kind: 'unknown'; code: string; message: string }

const unknown = (code: string, message: string): Answer => ({ kind: 'unknown', code, message })

/**
 * Judges one exchange (formats.md 1.3, 1.9); `now` in epoch milliseconds. A 2xx must be signed. A 4xx mostly is not, and
 * stands; but where it is signed, the signature must fit. 202 says that the result is still open.
 */
export function judgeAnswer(exchange: Exchange, keys: Keyring, now: number): Answer {
  if (exchange.kind === 'failed') return unknown(exchange.code, exchange.message)
  const { status, headers, body } = exchange
  if (status >= 500)
    return unknown(`HTTP_${status}`, errorBody.safeParse(parseJson(body.toString('utf8'))).data?.code ?? '')
  if (status < 200 || (status >= 300 && status < 400)) return unknown('REDIRECT', `status ${status}`)
  if (status < 300 || headers['wechatpay-signature'] !== undefined) {
    const verdict = judgeSignature({ headers, body }, keys, now)
    if (verdict !== 'genuine') return unknown(verdict === 'unknown-key' ? 'UNKNOWN_KEY' : 'UNVERIFIED', verdict)
  }
  if (status === 202) return unknown('ACCEPTED', 'accepted, result unknown')
  if (status === 204) return { kind: 'verified', status, body: undefined }
  const json = parseJson(body.toString('utf8'))
  if (status < 300)
    return json === undefined ? unknown('MALFORMED', 'not JSON') : { kind: 'verified', status, body: json }
  const error = errorBody.safeParse(json)
  if (!error.success) return unknown(`HTTP_${status}`, 'not an error of the API')
  return { kind: 'refused', status, code: error.data.code, message: error.data.message }
}

/** Whether the same request, with the same numbers, is worth sending again (formats.md 1.9). */
export function isUnsettled(answer: Answer): boolean {
  if (answer.kind === 'refused') return answer.status === 429
  return answer.kind === 'unknown' && answer.code !== 'REDIRECT'
}

/** A verified answer that is not what the API promises, or speaks of another order than the one asked about. */
export const STRANGE_ANSWER: ChannelRefusal = {
  outcome: 'unknown',
  code: 'STRANGE_ANSWER',
  message: 'the answer does not fit the question',
}

/** An answer that brought no result, as the port words it. "Too often" is no clear no: the same request may be sent later. */
export function refusal(answer: Exclude<Answer, { kind: 'verified' }>): ChannelRefusal {
  const { code, message } = answer
  return { outcome: isUnsettled(answer) ? 'unknown' : answer.kind, code, message }
}
