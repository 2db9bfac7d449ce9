import type { Readable } from 'node:stream'

/** One request, read whole and bounded. */
export interface Exchange {
  method: string
  /** Path without the query, percent-encoded as sent. */
  path: string
  /** Path and query exactly as sent: WeChat's string to sign needs the bytes (formats.md 1.2). */
  target: string
  query: URLSearchParams
  /** Lower-case names; repeated headers joined by ", ". */
  headers: Readonly<Record<string, string>>
  body: Buffer
  /** Decoded `:name` parts of the route. */
  params: Readonly<Record<string, string>>
}

export interface Reply {
  status: number
  headers: Readonly<Record<string, string>>
  body: string | Buffer | Readable
}

/** The line stays silent and is cut after a while: the caller's time-out is what ends it. */
export interface Silence {
  silence: true
}

export type Handler = (exchange: Exchange) => Reply | Silence | Promise<Reply | Silence>

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  }
}

export function html(status: number, body: string): Reply {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body,
  }
}

export function redirect(location: string): Reply {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' }
}
