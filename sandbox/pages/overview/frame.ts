import { isChannel } from '../../../contract/channelWords'
import { rfc3339 } from '../../beijingTime'
import { html as reply } from '../../http/exchange'
import type { World } from '../../world'
import { BRANDS } from '../brands'
import { type Html, html, page } from '../html'

const TABS = [
  ['./', '订单'],
  ['notifications', '通知'],
  ['faults', '故障'],
  ['clock', '时钟'],
  ['bills', '账单与银行'],
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
