import { CHANNELS } from '../../../contract/channelWords'
import { rfc3339 } from '../../beijingTime'
import { describe, FAULT_NAMES, type FaultTarget } from '../../faults/catalogue'
import { APIS, type SwitchState } from '../../faults/switchboard'
import type { World } from '../../world'
import { BRANDS, type Html, html } from '../html'
import { framed } from './frame'

const STEPS = [
  [60_000, '快进 1 分钟'],
  [3_600_000, '快进 1 小时'],
  [86_400_000, '快进 1 天'],
  [30 * 86_400_000, '快进 30 天'],
] as const

/** The clock that the whole installation follows. */
export function clockPage(world: World, query: URLSearchParams) {
  const now = rfc3339(world.clock.now())
  const offset = world.clock.offsetMs()
  return framed(
    world,
    'clock',
    query,
    html`<h2>时钟</h2><div class="card"><p>服务器、沙箱和命令行都跟随这个时钟。快进后，到期的通知、退款和关单会立刻发生。</p>
<p>现在 <b>${now.slice(0, 10)} ${now.slice(11, 19)}</b>（北京时间）${offset === 0 ? '，与真实时间一致。' : `，与真实时间相差 ${Math.round(offset / 60_000)} 分钟。`}</p>
<form method="post" action="act/clock" class="fields">
<button class="main" name="to" value="next-morning">到次日 10:05（可下载账单）</button>
${STEPS.map(([ms, name]) => html`<button name="advance" value="${ms}">${name}</button>`)}
<button name="to" value="real">回到真实时间</button></form></div>
<div class="card"><form method="post" action="act/clock" class="fields"><label>设到（北京时间）<input type="datetime-local" name="at" value="${now.slice(0, 16)}"></label><button>设置</button></form></div>`,
  )
}

const PLACES: Record<FaultTarget, string> = {
  call: '商户调用渠道接口时',
  payment: '居民支付时',
  notification: '渠道通知商户时',
  refund: '退款时',
  bill: '次日账单',
  bank: '银行文件',
  invoice: '开具发票',
}

/** The switches, grouped by where they strike. */
export function faultsPage(world: World, query: URLSearchParams) {
  const states = new Map(world.faults.states().map((state) => [state.name, state]))
  const on = [...states.values()].filter((state) => state.setting !== null).length
  const groups = (Object.keys(PLACES) as FaultTarget[]).map((place) => {
    const switches = FAULT_NAMES.filter((name) => describe(name).place === place).flatMap(
      (name) => states.get(name) ?? [],
    )
    return html`<h2>${PLACES[place]}</h2><div class="card">${switches.map((state) => fault(world, state))}</div>`
  })
  return framed(
    world,
    'faults',
    query,
    html`<h2>故障开关</h2><div class="card"><p>打开的故障按种子决定何时发生：同一种子、同样的请求次序，得到同样的故事。现在打开 <b>${on}</b> 个。</p>
<form method="post" action="act/seed" class="fields"><label>种子<input class="short" name="seed" inputmode="numeric" value="${world.faults.seed()}"></label>
<button>设置种子并重新计数</button></form>
<form method="post" action="act/fault-reset"><p><button>全部关闭</button></p></form></div>${groups}`,
  )
}

function fault(world: World, { name, setting, asked, struck }: SwitchState): Html {
  const { title, value, ...known } = describe(name)
  const only = 'only' in known ? known.only : undefined
  const option = (given: string, text: string, chosen: string | undefined) =>
    html`<option value="${given}"${given === (chosen ?? '') ? { html: ' selected' } : ''}>${text}</option>`
  return html`<details class="fault ${setting ? 'on' : ''}"><summary><b>${title}</b>
<span class="tag ${setting ? 'bad' : ''}">${setting ? '开' : '关'}</span>${setting ? html`<span class="hint">问过 ${asked} 次，发生 ${struck} 次</span>` : ''}</summary>
<form method="post" action="act/fault" class="fields"><input type="hidden" name="name" value="${name}">
<label>发生几次<input class="short" name="count" inputmode="numeric" value="${setting?.count}" placeholder="不限"></label>
<label>概率 0–1<input class="short" name="rate" inputmode="decimal" value="${setting?.rate}" placeholder="1"></label>
${value ? html`<label>${value.label}<input class="short" name="value" inputmode="numeric" value="${setting?.value}" placeholder="${value.default}"></label>` : ''}
${
  only === undefined && known.place !== 'bank'
    ? html`<label>渠道<select name="channel">${option('', '两个渠道', setting?.channel)}${CHANNELS.map((channel) => option(channel, BRANDS[channel].short, setting?.channel))}</select></label>`
    : ''
}
<label>公司<select name="company">${option('', '所有公司', setting?.company)}${world.companies.map(({ id, name: text }) => option(id, text, setting?.company))}</select></label>
${known.place === 'call' ? html`<label>接口<select name="api">${option('', '所有接口', setting?.api)}${APIS.map((api) => option(api, api, setting?.api))}</select></label>` : ''}
<button class="main" name="on" value="1">${setting ? '更新' : '打开'}</button>${setting ? html`<button name="on" value="0">关闭</button>` : ''}
<span class="hint mono">${name}</span></form></details>`
}
