import type { Order } from '../store/orders'
import { amountText, BRANDS, type Html, html, page } from './html'

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

/** The cashier's look: one hand, two brands; large type and targets for the old, contrast at least 4.5 (7 for what matters). */
export const CASHIER_STYLE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:#f3f4f6;color:#1f2329;
 font:18px/1.5 -apple-system,BlinkMacSystemFont,"PingFang SC","Microsoft YaHei","Noto Sans SC","WenQuanYi Micro Hei",sans-serif}
body.wechat{--brand:#06743a;--deep:#04532a;--soft:#e6f6ec}
body.alipay{--brand:#0f5fd6;--deep:#0a439b;--soft:#e8f1ff}
header{background:var(--brand);color:#fff;padding:14px 20px 46px}
header .row{display:flex;align-items:center;gap:10px;max-width:560px;margin:0 auto}
header .sign{width:34px;height:34px;border-radius:10px;background:#fff;color:var(--brand);font-weight:700;font-size:20px;display:grid;place-items:center}
header h1{font-size:20px;margin:0;font-weight:600;flex:1}
header .tag{border:1.5px solid #fff;border-radius:99px;padding:2px 12px;font-size:15px;font-weight:600}
main{flex:1;width:100%;max-width:600px;margin:-30px auto 0;padding:0 16px 12px}
.card{background:#fff;border-radius:16px;padding:22px 20px;box-shadow:0 1px 3px rgba(0,0,0,.06)}
.payee{text-align:center;color:#3d434b;font-size:18px}
.amount{text-align:center;font-size:48px;line-height:1.25;font-weight:700;font-variant-numeric:tabular-nums;margin:2px 0 14px}
.amount small{font-size:28px;font-weight:600;margin-right:2px}
dl{margin:0;border-top:1px solid #e4e6ea}
dl div{display:flex;gap:16px;padding:12px 0;border-bottom:1px solid #eef0f3}
dl div:last-child{border-bottom:0;padding-bottom:0}
dt{color:#4a4f57;flex:none;width:5em}
dd{margin:0;flex:1;text-align:right;overflow-wrap:anywhere}
.note{margin:14px 4px 0;padding:12px 14px;border-radius:12px;background:#fff7e0;color:#6b4200;font-size:16px}
.state{text-align:center;padding:10px 0 4px}
.state .mark{width:64px;height:64px;border-radius:50%;margin:0 auto 12px;display:grid;place-items:center;font-size:34px;font-weight:700;background:var(--soft);color:var(--deep)}
.state.bad .mark{background:#fdecec;color:#991b1b}
.state h2{font-size:24px;margin:0 0 6px}
.state p{margin:0;color:#3d434b}
footer{position:sticky;bottom:0;background:#f3f4f6;padding:10px 16px calc(16px + env(safe-area-inset-bottom))}
footer form,footer .go{max-width:568px;margin:0 auto;display:grid;gap:10px}
button,a.button{font:inherit;font-size:20px;font-weight:600;min-height:56px;border-radius:14px;border:0;cursor:pointer;text-decoration:none;display:grid;place-items:center;width:100%}
.primary{background:var(--brand);color:#fff}
.primary:hover{background:var(--deep)}
.quiet{background:transparent;color:#3d434b;font-weight:500;min-height:48px;font-size:18px}
.quiet:hover{background:#e7e9ed}
button:focus-visible,a:focus-visible{outline:3px solid #1f2329;outline-offset:2px}
@media (min-width:700px){body{background:#e9ebee}main{margin-top:-24px;flex:none}footer{position:static;background:transparent}}
`
