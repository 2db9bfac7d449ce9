import type { Channel } from '../../../contract/channelWords'
import { closeExpired } from '../../resident/findOrder'
import type { Order } from '../../store/orders'
import { merchantOf, type World } from '../../world'
import { amountText, type Html, html } from '../html'
import { channelTag, framed, time } from './frame'

const STATES = {
  open: { name: '待支付', look: 'wait' },
  paid: { name: '已支付', look: 'good' },
  closed: { name: '已关闭', look: '' },
} as const

/** The orders, newest first; an open one can be paid, a closed one too, as a race would. */
export function ordersPage(world: World, query: URLSearchParams) {
  closeExpired(world)
  const orders = world.store.orders.list({ limit: 100 })
  return framed(
    world,
    './',
    query,
    html`<h2>订单</h2>
<p class="hint">最近 100 笔。「支付」等于居民在收银台确认；取消收银台不改变订单。 <a href="./">刷新</a></p>
${
  orders.length === 0
    ? html`<div class="card empty">还没有订单，下单后会出现在这里。接入自己的程序：把客户端的接口地址指向沙箱的端口，商户号和密钥在数据目录的 <span class="mono">sandbox/keys/</span> 下。</div>`
    : html`<div class="scroll stack"><table>
<thead><tr><th>下单</th><th>渠道</th><th>公司</th><th>订单号</th><th class="amount">金额（元）</th><th>状态</th><th>支付时间</th><th class="amount">已退（元）</th><th>操作</th></tr></thead>
<tbody>${orders.map((order) => row(world, order))}</tbody></table></div>`
}`,
  )
}

function row(world: World, order: Order): Html {
  const state = STATES[order.state]
  return html`<tr><td data-label="下单">${time(order.createdAt)}</td><td data-label="渠道">${channelTag(order.channel)}</td>
<td data-label="公司">${merchantOf(world, order.company)?.name ?? order.company}</td><td class="mono" data-label="订单号">${order.orderNo}</td>
<td class="amount" data-label="金额（元）">${amountText(order.paidFen ?? order.amountFen)}</td>
<td data-label="状态"><span class="tag ${state.look}">${state.name}</span></td><td data-label="支付时间">${time(order.paidAt)}</td>
<td class="amount" data-label="已退（元）">${order.refundedFen > 0 ? amountText(order.refundedFen) : '–'}</td>
<td data-label="操作">${actions(order)}</td></tr>`
}

/** What the cashier calls an order. */
const HANDLES: Readonly<Record<Channel, string>> = { wechat: 'prepay_id', alipay: 'trade_no' }

function actions(order: Order): Html {
  if (order.state === 'paid') return html`<a href="notifications?orderNo=${encodeURIComponent(order.orderNo)}">通知</a>`
  const forced = order.state === 'closed'
  const name = HANDLES[order.channel]
  return html`<form class="inline" method="post" action="act/pay"><input type="hidden" name="id" value="${order.id}">
<button class="small" name="forced" value="${forced ? 1 : 0}">${forced ? '关单后仍付' : '支付'}</button></form>
${forced ? '' : html` <a href="cashier?${name}=${encodeURIComponent(order.handle)}">收银台</a>`}`
}
