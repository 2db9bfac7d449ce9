import { z } from 'zod'
import { yuanText } from '../../contract/money'
import { secondsText } from '../beijingTime'
import { type Handler, html, json, problem, type Route, readRequest, redirect } from '../http/router'
import { html as markup, page } from '../pages/html'
import type { Order } from '../store/orders'
import { merchantOf, type World } from '../world'
import type { Refusal } from './answer'
import { makeTrade, tradeBasics } from './create'
import { admit, bizContent, type Call, parameters } from './gateway'
import { requestText, rsa2Sign, signerFor } from './sign'

const returnUrl = z
  .string()
  .max(256)
  .regex(/^https?:\/\//)

/** What is made by the payer's own browser or app, and not by the merchant's server: one product each. */
export const PRODUCTS = {
  'alipay.trade.page.pay': 'FAST_INSTANT_TRADE_PAY',
  'alipay.trade.wap.pay': 'QUICK_WAP_WAY',
  'alipay.trade.app.pay': 'QUICK_MSECURITY_PAY',
} as const
type Product = keyof typeof PRODUCTS

export const isForBrowsers = (method: string): method is Product => Object.hasOwn(PRODUCTS, method)

/** Makes the trade that a signed link, form or order text asks for; gives it, or the refusal. */
function makeAsked(world: World, call: Call & { method: Product }): { order: Order } | Refusal {
  const product = PRODUCTS[call.method]
  const schema = z.object({
    ...tradeBasics,
    product_code: z.literal(product).default(product),
    quit_url: z.string().max(400).optional(),
    qr_pay_mode: z.enum(['0', '1', '2', '3', '4']).optional(),
  })
  const read = bizContent(call, schema)
  if ('ok' in read) return read
  const back = call.params.get('return_url') ?? ''
  if (back !== '' && !returnUrl.safeParse(back).success)
    return { ok: false, code: '40004', msg: 'Business Failed', subCode: 'ACQ.INVALID_PARAMETER', subMsg: 'return_url' }
  const { params } = call
  return makeTrade(world, call, read.value, {
    ...{ tradeType: product, payer: '', payerKind: 'open_id', returnUrl: back },
    raw: [call.method, read.raw, params.get('return_url') ?? ''],
  })
}

/** A browser at the gateway: it goes on to the cashier, or reads why not. */
export function browserGateway(world: World): Handler {
  return (exchange) => {
    const call = admit(world, parameters(exchange))
    if ('ok' in call) return refused(call)
    const { method } = call
    if (!isForBrowsers(method)) return problem(405, 'method-not-allowed', '这个接口只接受 POST')
    const made = makeAsked(world, { ...call, method })
    if ('ok' in made) return refused(made)
    return redirect(`/sandbox/cashier?trade_no=${made.order.handle}`)
  }
}

function refused({ subCode, subMsg }: Refusal) {
  const body = markup`<body><main class="sheet"><h1>系统有点儿忙</h1><p>错误代码 ${subCode}</p><p>${subMsg}</p></main></body>`
  return html(200, page('支付宝', '/sandbox/style/cashier.css', body))
}

/** Where Alipay sends the payer's browser afterwards: the merchant's page, with a signed result that proves nothing yet. */
export function signedReturn(world: World, order: Order): string {
  const sellerId = merchantOf(world, order.company)?.numbers.alipay.sellerId ?? ''
  const method = Object.entries(PRODUCTS).find(([, product]) => product === order.tradeType)?.[0] ?? ''
  const signer = signerFor(world, order.appId, order.company)
  const params = new Map<string, string>([
    ['app_id', order.appId],
    ['auth_app_id', order.appId],
    ['charset', 'utf-8'],
    ['method', `${method}.return`],
    ['out_trade_no', order.orderNo],
    ['seller_id', sellerId],
    ['timestamp', secondsText(order.paidAt ?? world.clock.now())],
    ['total_amount', yuanText(order.amountFen)],
    ['trade_no', order.handle],
    ['version', '1.0'],
  ])
  const sign = rsa2Sign(requestText(params), signer.key)
  const query = new URLSearchParams([...params, ['sign_type', 'RSA2'], ['sign', sign]])
  return `${order.returnUrl}${order.returnUrl.includes('?') ? '&' : '?'}${query.toString()}`
}

const appOrder = z.strictObject({ order: z.string().min(1).max(8000) })

/** What the Alipay app does with an order text that the merchant signed: it makes the trade; people then pay it as any other. */
export function appOrderRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/sandbox/api/app-orders',
      title: 'App 调起支付宝：订单串成为交易',
      handler(exchange) {
        const asked = readRequest(exchange, appOrder)
        if (!asked.ok) return asked.reply
        const call = admit(world, new Map(new URLSearchParams(asked.value.order)))
        if ('ok' in call) return problem(400, 'refused', call.subMsg, { subCode: call.subCode })
        const { method } = call
        if (!isForBrowsers(method)) return problem(400, 'refused', '不是可以在客户端调起的接口')
        const made = makeAsked(world, { ...call, method })
        return 'ok' in made
          ? problem(400, 'refused', made.subMsg, { subCode: made.subCode })
          : json(201, { tradeNo: made.order.handle })
      },
    },
  ]
}
