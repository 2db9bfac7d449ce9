const HERE = 'http://here.invalid'
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Takes where a page wants the payer sent back to; gives the address, or undefined when it is not allowed: it must be a
 * path on this origin, on the loopback, or on the server. Anything else would make the cashier an open redirect.
 */
export function allowedReturn(wanted: string, serverUrl: string): string | undefined {
  const url = parse(wanted)
  if (!url || wanted.length > 2000 || url.username || url.password) return undefined
  if (url.origin === HERE) return wanted.startsWith('/') ? `${url.pathname}${url.search}${url.hash}` : undefined
  const absolute = /^https?:\/\//i.test(wanted)
  const known = LOOPBACK.has(url.hostname) || url.origin === parse(serverUrl)?.origin
  return absolute && known ? url.href : undefined
}

/** Adds `result=paid|cancelled` where the page's router reads it: behind the hash's own query if there is a hash. */
export function withResult(address: string, result: 'paid' | 'cancelled'): string {
  const hash = address.indexOf('#')
  const tail = hash < 0 ? address : address.slice(hash)
  return `${address}${tail.includes('?') ? '&' : '?'}result=${result}`
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text, HERE)
  } catch {
    return undefined
  }
}
