import type { Problem } from '../../contract/problem'

/** Why an answer did not come. Only a refusal comes from the server with words for the resident. */
export type Failure =
  | { kind: 'offline' }
  | { kind: 'timeout' }
  | { kind: 'login' }
  | { kind: 'server' }
  | { kind: 'refused'; problem: Problem }

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export const good = <T>(value: T): Answer<T> => ({ ok: true, value })
export const bad = (failure: Failure): { ok: false; failure: Failure } => ({ ok: false, failure })

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body
}

/** Reads an HTTP answer: 2xx is good, a 4xx problem document is a refusal, anything else is the server's trouble. */
export function readAnswer<T>(status: number, body: unknown): Answer<T> {
  if (status >= 200 && status < 300) return good(body as T)
  if (status >= 400 && status < 500 && isProblem(body)) return bad({ kind: 'refused', problem: body })
  return bad({ kind: 'server' })
}

/** Reads why a request had no answer at all: WeChat's and the browser's words, or Alipay's number (13 is a time-out). */
export function readBreak(said: string): { ok: false; failure: Failure } {
  return bad(/^13\b|time(d)?\s?-?out|超时|abort/i.test(said) ? { kind: 'timeout' } : { kind: 'offline' })
}
