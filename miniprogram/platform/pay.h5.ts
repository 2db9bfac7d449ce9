import { assertNever } from '../../contract/assertNever'
import type { PayParameters } from '../../contract/resident'
import { readOutcome } from '../payment/outcome'
import type { PlatformPay } from './ports'

/** What the cashier calls the order. */
function orderNamed(parameters: PayParameters): Record<string, string> {
  switch (parameters.channel) {
    case 'wechat':
      return { prepay_id: parameters.package.replace(/^prepay_id=/, '') }
    case 'alipay':
      return { trade_no: parameters.tradeNO }
    default:
      return assertNever(parameters)
  }
}

/** A browser has no payment sheet: it goes to the sandbox's cashier, which comes back with `result` behind the page's own query. */
export const platformPay: PlatformPay = {
  async pay(parameters, orderNo) {
    const asked = new URLSearchParams(orderNamed(parameters))
    asked.set('return', `/#/pages/result/index?no=${encodeURIComponent(orderNo)}`)
    window.location.assign(`/sandbox/cashier?${asked}`)
    return 'left'
  },
  returned() {
    const { hash, search } = window.location
    const [route = '', hashQuery] = hash.split('?')
    const query = new URLSearchParams(hashQuery)
    const outcome = readOutcome(query.get('result') ?? undefined)
    if (outcome === undefined) return undefined
    query.delete('result')
    // Taken once: a later page, or a reload, must not read this order's outcome as its own.
    window.history.replaceState(window.history.state, '', `/${search}${route}?${query}`)
    return outcome
  },
}
