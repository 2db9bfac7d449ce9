import { rfc3339 } from '../../beijingTime'
import type { World } from '../../world'
import { html } from '../html'
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
