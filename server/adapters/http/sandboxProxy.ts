import http from 'node:http'
import type { Context, Next } from 'koa'

/**
 * Sandbox mode only: hands /sandbox/* on to the sandbox, so that its cashier and its page are reached through the same
 * address as everything else. The sandbox's wire endpoints are not forwarded.
 */
export function proxySandbox(sandboxUrl: string) {
  const { hostname, port } = new URL(sandboxUrl)
  return async (context: Context, next: Next): Promise<void> => {
    if (!(context.path === '/sandbox' || context.path.startsWith('/sandbox/'))) return next()
    const upstream = await new Promise<http.IncomingMessage | undefined>((resolve) => {
      const request = http.request(
        { hostname, port, method: context.method, path: context.url, headers: context.headers, timeout: 20_000 },
        resolve,
      )
      request.on('error', () => resolve(undefined))
      request.on('timeout', () => request.destroy())
      context.req.pipe(request)
    })
    if (!upstream) {
      context.status = 502
      context.body = '沙箱没有应答'
      return
    }
    context.status = upstream.statusCode ?? 502
    for (const [name, value] of Object.entries(upstream.headers)) {
      if (value !== undefined && name !== 'transfer-encoding' && name !== 'connection') context.set(name, value)
    }
    context.body = upstream
  }
}
