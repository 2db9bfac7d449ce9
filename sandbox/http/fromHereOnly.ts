import { problem } from './problem'
import type { Route } from './router'

/**
 * The sandbox's pages and its own API change things without a password. A browser says when another site sends a request;
 * such a request is turned away. The channels' interfaces are not touched: their callers sign.
 */
export function fromHereOnly(route: Route): Route {
  if (route.method === 'GET' || !route.pattern.startsWith('/sandbox/')) return route
  return {
    ...route,
    handler: (exchange) =>
      exchange.headers['sec-fetch-site'] === 'cross-site'
        ? problem(403, 'cross-site', '其他网站不能操作沙箱')
        : route.handler(exchange),
  }
}
