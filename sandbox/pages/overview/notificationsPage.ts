import { notificationViews } from '../../api/merchantConsole'
import { FAULT_NAMES, FAULTS } from '../../faults/catalogue'
import { RETRY_AFTER } from '../../notifications/deliver'
import type { World } from '../../world'
import { type Html, html } from '../html'
import { channelTag, framed, time } from './frame'

const STATES = {
  waiting: { name: '待投递', look: 'wait' },
  delivered: { name: '已接收', look: 'good' },
  'given-up': { name: '已放弃', look: 'bad' },
  lost: { name: '永不发出', look: 'bad' },
} as const

type View = ReturnType<typeof notificationViews>[number]

/** The notifications with every delivery: when, how it was spoilt if it was, and what came back. */
export function notificationsPage(world: World, query: URLSearchParams) {
  const orderNo = query.get('orderNo') ?? undefined
  const views = notificationViews(world, 60, orderNo)
  return framed(
    world,
    'notifications',
    query,
    html`<h2>通知${orderNo ? html` · <span class="mono">${orderNo}</span>` : ''}</h2>
<p class="hint">微信失败后重发 ${RETRY_AFTER.wechat.length} 次（约 24 小时），支付宝共投递 ${RETRY_AFTER.alipay.length + 1} 次（约 25 小时）。
${orderNo ? html`<a href="notifications">全部通知</a>` : html`<a href="notifications">刷新</a>`}</p>
${views.length === 0 ? html`<div class="card empty">还没有通知。支付或退款后会出现在这里。</div>` : views.map((view) => card(view))}`,
  )
}

function card(view: View): Html {
  const state = STATES[view.state]
  return html`<section class="card"><div class="head">${channelTag(view.channel)} <b>${view.event}</b>
<span class="mono">${view.orderNo}${view.refundNo ? ` / ${view.refundNo}` : ''}</span>
<span class="tag ${state.look}">${state.name}</span>
${view.state === 'waiting' ? html`<span>下次 ${time(view.dueAt)}</span>` : ''}
<form class="inline" method="post" action="act/resend"><input type="hidden" name="id" value="${view.id}"><button class="small">立即再发</button></form></div>
<p class="hint mono">${view.url}</p>
${view.attempts.length === 0 ? html`<p class="hint">还没有投递。</p>` : attempts(view)}</section>`
}

function attempts(view: View): Html {
  const faultOf = (kind: string) => FAULT_NAMES.find((name) => name === kind)
  return html`<div class="scroll stack"><table><thead><tr><th>时间</th><th>内容</th><th>回答</th><th>结果</th></tr></thead><tbody>${view.attempts.map(
    ({ at, kind, status, answer, accepted }) => {
      const fault = faultOf(kind)
      return html`<tr><td data-label="时间">${time(at)}</td><td class="wrap" data-label="内容">${fault ? FAULTS[fault].title : '真实'}</td>
<td class="wrap mono" data-label="回答">${status ?? '–'} ${answer}</td><td data-label="结果"><span class="tag ${accepted ? 'good' : 'bad'}">${accepted ? '接收' : '未接收'}</span></td></tr>`
    },
  )}</tbody></table></div>`
}
