import type { Handler } from './exchange'

export interface Route {
  method: string
  /** e.g. `/v3/pay/transactions/id/:transactionId`; a part with a colon takes one decoded path segment. */
  pattern: string
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
