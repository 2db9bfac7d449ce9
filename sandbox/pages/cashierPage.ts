import type { Order } from '../store/orders'
import { amountText } from './amountText'
import { BRANDS } from './brands'
import { type Html, html, page } from './html'

function frame(order: Order | undefined, title: string, main: Html, footer: Html): string {
  const channel = order?.channel ?? 'wechat'
  const brand = BRANDS[channel]
  const body = html`<body class="${channel}">
<header><div class="row"><span class="sign" aria-hidden="true">${brand.sign}</span><h1>${brand.name}</h1><span class="tag">模拟收银台</span></div></header>
<main>${main}</main>
${footer}
</body>`
  return page(`${title} · 模拟收银台`, 'style/cashier.css', body)
}

/** The sheet that asks the payer to confirm. `hidden` are the fields that name the order and the way back. */
export function confirmPage(order: Order, payee: string, hidden: Record<string, string>): string {
  const brand = BRANDS[order.channel]
  const fields = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return frame(
    order,
    '确认支付',
    html`<div class="card">
<div class="payee">付款给 ${payee}</div>
<div class="amount"><small>¥</small>${amountText(order.amountFen)}</div>
<dl>
<div><dt>商品</dt><dd>${order.description}</dd></div>
<div><dt>付款方式</dt><dd>${brand.from}（模拟）</dd></div>
<div><dt>订单号</dt><dd>${order.orderNo}</dd></div>
</dl>
</div>
<p class="note">这是沙箱里的模拟支付，不会扣真钱。</p>`,
    html`<footer><form method="post" action="cashier">${fields}
<button class="primary" name="choice" value="pay">确认支付 ¥${amountText(order.amountFen)}</button>
<button class="quiet" name="choice" value="cancel">取消</button>
</form></footer>`,
  )
}

/** Says how the order stands when there is nothing to confirm, with a way back if one was given. */
export function statePage(
  order: Order | undefined,
  state: { good: boolean; title: string; text: string },
  back: string | undefined,
): string {
  return frame(
    order,
    state.title,
    html`<div class="card"><div class="state ${state.good ? '' : 'bad'}" role="status">
<div class="mark" aria-hidden="true">${state.good ? '✓' : '!'}</div><h2>${state.title}</h2><p>${state.text}</p></div></div>
<p class="note">这是沙箱里的模拟支付，不会扣真钱。</p>`,
    html`<footer><div class="go">${
      back === undefined
        ? html`<a class="button quiet" href="./">查看沙箱订单</a>`
        : html`<a class="button primary" href="${back}">返回商家</a>`
    }</div></footer>`,
  )
}
