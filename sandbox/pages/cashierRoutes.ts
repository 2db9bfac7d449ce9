import { yuanText } from '../../contract/money'
import { signedReturn } from '../alipay/browser'
import type { Route } from '../http/router'
import { type Handler, html as page, type Reply, redirect } from '../http/router'
import { closeExpired, findOrder } from '../resident/findOrder'
import { isSheetFor, pay, paySheet } from '../resident/pay'
import type { Order } from '../store/orders'
import { merchantOf, type World } from '../world'
import { CASHIER_STYLE, confirmPage, statePage } from './cashierPage'
import { allowedReturn, withResult } from './html'

const STATES = {
  unknown: { good: false, title: '找不到这笔订单', text: '请返回商家重新下单。没有扣款。' },
  'bad-return': { good: false, title: '返回地址不被允许', text: '收银台只返回商家自己的页面。没有扣款。' },
  'bad-sign': { good: false, title: '支付验证签名失败', text: '支付参数的签名与订单不符。没有扣款。' },
  'already-paid': { good: true, title: '这笔订单已经支付', text: '请不要重复支付。' },
  closed: { good: false, title: '订单已关闭', text: '超时未付或已被商家关闭。没有扣款，请返回商家重新下单。' },
  'stale-handle': { good: false, title: '支付会话已过期', text: '请返回商家重新发起支付。没有扣款。' },
} as const

interface Visit {
  order: Order
  /** Undefined when no way back was asked for. */
  back: string | undefined
  hidden: Record<string, string>
}

/** The names that a cashier link carries; only these are passed on through the form. */
const NAMES = ['prepay_id', 'trade_no', 'return', 'timeStamp', 'nonceStr', 'signType', 'paySign'] as const

function visit(world: World, given: URLSearchParams): Visit | Reply {
  closeExpired(world)
  const hidden = Object.fromEntries(NAMES.flatMap((name) => (given.has(name) ? [[name, given.get(name) ?? '']] : [])))
  const order = findOrder(world, { prepayId: hidden.prepay_id, tradeNo: hidden.trade_no })
  if (!order) return page(404, statePage(undefined, STATES.unknown, undefined))
  const back = hidden.return === undefined ? undefined : allowedReturn(hidden.return, world.serverUrl)
  if (hidden.return !== undefined && back === undefined)
    return page(400, statePage(order, STATES['bad-return'], undefined))
  if (hidden.paySign !== undefined) {
    const sheet = paySheet.safeParse({ ...hidden, package: `prepay_id=${hidden.prepay_id ?? ''}` })
    if (!sheet.success || !isSheetFor(world, order, sheet.data))
      return page(403, statePage(order, STATES['bad-sign'], undefined))
  }
  return { order, back, hidden }
}

/** GET: the sheet. `prepay_id` or `trade_no` names the order; with `paySign` and its companions they are verified as well. */
function show(world: World): Handler {
  return ({ query }) => {
    const seen = visit(world, query)
    if ('status' in seen) return seen
    const { order, back, hidden } = seen
    if (order.state === 'paid')
      return page(200, statePage(order, STATES['already-paid'], back && withResult(back, 'paid')))
    if (order.state === 'closed')
      return page(200, statePage(order, STATES.closed, back && withResult(back, 'cancelled')))
    return page(200, confirmPage(order, merchantOf(world, order.company)?.name ?? order.company, hidden))
  }
}

/** Where an H5 order's page is at WeChat; `redirect_url` is the merchant's way back. */
function showH5(world: World): Handler {
  return (exchange) => {
    const query = new URLSearchParams({ prepay_id: exchange.query.get('prepay_id') ?? '' })
    const back = exchange.query.get('redirect_url')
    if (back !== null) query.set('return', back)
    return show(world)({ ...exchange, query })
  }
}

/** POST: the payer's choice. */
function choose(world: World): Handler {
  return ({ body }) => {
    const form = new URLSearchParams(body.toString('utf8'))
    const seen = visit(world, form)
    if ('status' in seen) return seen
    const { order, back } = seen
    if (form.get('choice') !== 'pay') {
      if (back !== undefined) return redirect(withResult(back, 'cancelled'))
      return page(200, statePage(order, { good: false, title: '已取消', text: '没有扣款，订单仍可支付。' }, undefined))
    }
    const done = pay(world, order)
    if (done.outcome === 'paid' && done.order.returnUrl !== '') return redirect(signedReturn(world, done.order))
    if (done.outcome !== 'paid' && done.outcome !== 'already-paid') {
      return page(409, statePage(order, STATES[done.outcome], back && withResult(back, 'cancelled')))
    }
    if (back !== undefined) return redirect(withResult(back, 'paid'))
    return page(
      200,
      statePage(order, { good: true, title: '支付成功', text: `已支付 ${yuanText(order.amountFen)} 元` }, undefined),
    )
  }
}

export function cashierRoutes(world: World): Route[] {
  return [
    { method: 'GET', pattern: '/sandbox/cashier', handler: show(world) },
    { method: 'POST', pattern: '/sandbox/cashier', handler: choose(world) },
    { method: 'GET', pattern: '/cgi-bin/mmpayweb-bin/checkmweb', handler: showH5(world) },
    {
      method: 'GET',
      pattern: '/sandbox/style/cashier.css',
      handler: () => ({
        status: 200,
        headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'max-age=300' },
        body: CASHIER_STYLE,
      }),
    },
  ]
}
