import { type Dispatcher, request } from 'undici'

export interface Ask {
  method: 'GET' | 'POST'
  url: string
  headers: Readonly<Record<string, string>>
  body?: string
  /** For the whole exchange, up to the last byte of the answer. */
  timeoutMs: number
  maxBytes: number
}

export type FailureCode = 'TIMEOUT' | 'NETWORK' | 'TOO_LARGE'

/** What came back. `failed` says nothing about the effect: the request may have arrived. */
export type Exchange =
  | { kind: 'answered'; status: number; headers: Readonly<Record<string, string>>; body: Buffer }
  | { kind: 'failed'; code: FailureCode; message: string }

/** Header names are lower case; a header that came twice is joined, so that it fails verification rather than choosing one. */
function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  }
  return flat
}

/** Names a transport failure; never with the address in it, which may hold a secret or a code. */
export function failureOf(error: unknown): { code: FailureCode; message: string } {
  // Not every reason is an Error: what AbortSignal.timeout gives is a DOMException, whose code is a number.
  const { name, code } = Object(error) as { name?: unknown; code?: unknown }
  const reason = typeof code === 'string' ? code : String(name)
  const late = name === 'TimeoutError' || reason.includes('TIMEOUT') || reason === 'ETIMEDOUT'
  return { code: late ? 'TIMEOUT' : 'NETWORK', message: reason }
}

/** One HTTP exchange: bounded in time and size; a redirect is an answer like any other, never followed. Never throws. */
export async function exchange(ask: Ask, dispatcher: Dispatcher): Promise<Exchange> {
  try {
    const answer = await request(ask.url, {
      method: ask.method,
      headers: ask.headers,
      body: ask.body,
      dispatcher,
      signal: AbortSignal.timeout(ask.timeoutMs),
    })
    const parts: Buffer[] = []
    let bytes = 0
    for await (const part of answer.body) {
      bytes += part.length
      if (bytes > ask.maxBytes) {
        answer.body.destroy()
        return { kind: 'failed', code: 'TOO_LARGE', message: `more than ${ask.maxBytes} bytes` }
      }
      parts.push(part)
    }
    return {
      kind: 'answered',
      status: answer.statusCode,
      headers: flatHeaders(answer.headers),
      body: Buffer.concat(parts, bytes),
    }
  } catch (error) {
    return { kind: 'failed', ...failureOf(error) }
  }
}
