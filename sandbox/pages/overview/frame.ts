import { isChannel } from '../../../contract/channelWords'
import { rfc3339 } from '../../beijingTime'
import { html as reply } from '../../http/router'
import type { World } from '../../world'
import { BRANDS, type Html, html, page } from '../html'

const TABS = [
  ['./', '订单'],
  ['notifications', '通知'],
  ['faults', '故障'],
  ['clock', '时钟'],
  ['bills', '账单与银行'],
  ['merchants', '商户'],
] as const

/** What an action's redirect may say when it comes back; anything else in the address is not shown. */
const NOTICES = {
  paid: '已代居民支付，通知已排队。',
  refused: '没有支付：订单已支付、已关闭或会话已过期。',
  resent: '通知已重新排队。',
  clock: '时钟已设置，到期的通知正在发出。',
  far: '没有设置：与真实时间相差不能超过十年。',
  fault: '故障开关已更新。',
  entered: '银行柜台缴费已登记，次日出文件。',
  merchant: '商户已登记，马上可用。',
  used: '没有登记：这个商户号或 AppID 已是另一家的。',
  invalid: '没有登记：请检查填写的内容。',
} as const

export type Notice = keyof typeof NOTICES

/** One of the sandbox's own pages, with its tabs, the sandbox's time, and what the last action did. */
export function framed(world: World, tab: (typeof TABS)[number][0], query: URLSearchParams, main: Html) {
  const said = Object.entries(NOTICES).find(([name]) => name === query.get('done'))?.[1]
  const now = rfc3339(world.clock.now())
  const body = html`<body>
<header><div class="row"><h1>heatpay 沙箱</h1><span>微信支付 · 支付宝 · 合作银行的替身</span>
<span class="now">沙箱时间 ${now.slice(0, 10)} ${now.slice(11, 19)}</span></div></header>
<nav aria-label="沙箱"><div class="row">${TABS.map(
    ([href, name]) => html`<a href="${href}"${href === tab ? { html: ' aria-current="page"' } : ''}>${name}</a>`,
  )}</div></nav>
<main>${said ? html`<p class="done" role="status">${said}</p>` : ''}${main}</main>
</body>`
  return reply(200, page('heatpay 沙箱', 'style/sandbox.css', body))
}

export const time = (at: number | null) => {
  if (at === null) return '–'
  const text = rfc3339(at)
  return `${text.slice(5, 10)} ${text.slice(11, 19)}`
}

export const channelTag = (channel: string) =>
  html`<span class="tag ${channel}">${isChannel(channel) ? BRANDS[channel].short : channel}</span>`

/** The look of the sandbox's own pages: dense and calm, one column on a phone. */
export const CONSOLE_STYLE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#f6f7f9;color:#1f2329;font:15px/1.55 -apple-system,BlinkMacSystemFont,"PingFang SC","Microsoft YaHei","Noto Sans SC","WenQuanYi Micro Hei",sans-serif}
a{color:#0b57c2}
header{background:#1f2937;color:#fff;padding:12px 0}
header .row{max-width:1180px;margin:0 auto;padding:0 16px;display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline}
header h1{font-size:18px;margin:0;font-weight:600}
header .now{margin-left:auto;font-variant-numeric:tabular-nums;color:#e5e7eb}
nav{background:#fff;border-bottom:1px solid #dfe3e8;position:sticky;top:0;z-index:1}
nav .row{max-width:1180px;margin:0 auto;display:flex;overflow-x:auto;padding:0 4px}
nav a{padding:12px;min-height:48px;color:#3d434b;text-decoration:none;white-space:nowrap;border-bottom:3px solid transparent}
nav a[aria-current]{color:#0b57c2;border-color:#0b57c2;font-weight:600}
main{max-width:1180px;margin:0 auto;padding:16px}
h2{font-size:17px;margin:22px 0 8px}
main>h2:first-child,main>section:first-child h2{margin-top:0}
p{margin:6px 0}
.hint{color:#4a4f57}
.done{background:#e6f6ec;color:#04532a;border-radius:8px;padding:10px 14px;margin:0 0 14px}
.card{background:#fff;border:1px solid #e4e7eb;border-radius:10px;padding:14px 16px;margin:0 0 12px}
.scroll{overflow-x:auto;background:#fff;border:1px solid #e4e7eb;border-radius:10px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:9px 12px;text-align:left;border-bottom:1px solid #eef0f3;vertical-align:top;white-space:nowrap}
tr:last-child>td{border-bottom:0}
th{font-weight:600;color:#4a4f57;background:#fafbfc;font-size:14px}
td.amount,th.amount{text-align:right}
td.wrap{white-space:normal;min-width:14em;overflow-wrap:anywhere}
.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13.5px}
.tag{display:inline-block;border-radius:6px;padding:0 8px;font-size:13.5px;font-weight:600;background:#eceff3;color:#3d434b}
.tag.good{background:#e0f3e8;color:#04532a}.tag.wait{background:#fff1cf;color:#6b4200}.tag.bad{background:#fde4e4;color:#8b1515}
.tag.wechat{background:#e0f3e8;color:#04532a}.tag.alipay{background:#e4eeff;color:#0a439b}
form.inline{display:inline}
.fields{display:flex;flex-wrap:wrap;gap:10px 12px;align-items:end}
.head{display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center}
label{display:grid;gap:3px;color:#4a4f57;font-size:14px}
textarea{min-width:22em}
input,select,textarea{font:inherit;color:#1f2329;min-height:40px;border:1px solid #b9c0c9;border-radius:8px;padding:6px 10px;background:#fff;max-width:100%}
input.short{width:7em}
button{font:inherit;min-height:40px;padding:6px 14px;border-radius:8px;border:1px solid #b9c0c9;background:#fff;color:#1f2329;cursor:pointer}
button:hover{background:#f0f3f7}
button.main{background:#0b57c2;border-color:#0b57c2;color:#fff}
button.main:hover{background:#084698}
button.small{min-height:32px;padding:2px 10px;font-size:14px}
button:focus-visible,a:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible{outline:3px solid #0b57c2;outline-offset:2px}
details>summary{cursor:pointer}
.fault{padding:10px 0;border-bottom:1px solid #eef0f3}
.fault:last-child{border-bottom:0}
.fault summary{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline;padding:4px 0}
.fault summary::before{content:"▸";color:#4a4f57}
.fault[open] summary::before{content:"▾"}
.fault form{margin:8px 0 2px}
.fault.on{background:#fffaf0;margin:0 -16px;padding:10px 16px}
.empty{padding:22px;text-align:center;color:#4a4f57}
@media (max-width:700px){
 .stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
 .stack table,.stack tbody,.stack tr{display:block}
 .stack tr{padding:8px 14px;border-bottom:1px solid #e4e7eb}
 .stack tr:last-child{border-bottom:0}
 .stack td,.stack td.amount{display:flex;gap:12px;align-items:center;justify-content:flex-end;padding:4px 0;border:0;text-align:right;white-space:normal;min-width:0;overflow-wrap:anywhere}
 .stack td::before{content:attr(data-label);color:#4a4f57;flex:none;margin-right:auto;font-family:inherit}
 button{min-height:48px}button.small{min-height:44px}input,select{min-height:48px}header .row,main{padding-left:12px;padding-right:12px}main{padding-top:12px}nav .row{padding:0}
}
`
