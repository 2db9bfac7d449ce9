import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Problem } from '../../contract/problem'

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

export interface Route {
  method: string
  /** e.g. `/v3/pay/transactions/id/:transactionId`; a part with a colon takes one decoded path segment. */
  pattern: string
  /** What it does, in a few words; what has none is a page for people. */
  title?: string
  /** What it asks for, where that is one schema: the reference shows it (reference.ts). */
  asks?: { in: 'body' | 'query'; schema: z.ZodType }
  handler: Handler
}

export type Found = { handler: Handler; params: Record<string, string> } | 'no-path' | 'no-method'

/** Takes the routes; gives a finder by method and path. HEAD is answered as GET. */
export function router(routes: readonly Route[]): (method: string, path: string) => Found {
  const table = routes.map((route) => ({ ...route, parts: route.pattern.split('/') }))
  return (method, path) => {
    const parts = path.split('/')
    let found: Found = 'no-path'
    for (const route of table) {
      const params = match(route.parts, parts)
      if (!params) continue
      if (route.method === (method === 'HEAD' ? 'GET' : method)) return { handler: route.handler, params }
      found = 'no-method'
    }
    return found
  }
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    const given = parts[index] ?? ''
    if (!part.startsWith(':')) {
      if (part !== given) return undefined
      continue
    }
    const decoded = decode(given)
    if (!decoded) return undefined
    params[part.slice(1)] = decoded
  }
  return params
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

/** A refusal by the sandbox's own API (not a channel's), as RFC 9457 problem+json. */
export function problem(status: number, code: string, detail: string, facts: Record<string, unknown> = {}): Reply {
  const body: Problem = { type: 'about:blank', title: '沙箱不能完成这个请求', status, code, detail, ...facts }
  return json(status, body, { 'content-type': 'application/problem+json; charset=utf-8' })
}

/** The body as JSON, or undefined when it is none. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Takes an exchange with a JSON body and its schema; gives what was asked for, or the 400 to answer with. */
export function readRequest<S extends z.ZodType>(
  exchange: Exchange,
  schema: S,
): { ok: true; value: z.output<S> } | { ok: false; reply: Reply } {
  const read = schema.safeParse(readJson(exchange.body))
  if (read.success) return { ok: true, value: read.data }
  const issue = read.error.issues[0]
  const path = issue?.path.join('.') ?? ''
  return {
    ok: false,
    reply: problem(400, 'invalid-request', `${path || 'body'}: ${issue?.message ?? 'unusable'}`, { path }),
  }
}

export function unknownCompany(company: string, known: readonly { id: string }[]): Reply {
  return problem(404, 'unknown-company', `没有这家公司：${company}。已有：${known.map((one) => one.id).join('、')}`)
}

/**
 * The sandbox's pages and its own API change things without a password. A browser says when another site sends a request;
 * such a request is turned away. The channels' interfaces are not touched: their callers sign.
 */
export function loopbackOnly(route: Route): Route {
  if (route.method === 'GET' || !route.pattern.startsWith('/sandbox/')) return route
  return {
    ...route,
    handler: (exchange) =>
      exchange.headers['sec-fetch-site'] === 'cross-site'
        ? problem(403, 'cross-site', '其他网站不能操作沙箱')
        : route.handler(exchange),
  }
}
