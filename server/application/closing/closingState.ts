import type { ClosingBlockView, ClosingState } from '../../../contract/consoleClosings'
import { CLOSING_BLOCK_NAMES } from '../../../contract/differenceWords'
import { daysFromTo } from '../../domain/calendar/civilDate'
import { type Blocked, type ChannelDay, channelBlocks, closingBlocks } from '../../domain/closing/blocks'
import { isOver } from '../../domain/closing/closure'
import type { SourceName } from '../../domain/payment/sourceName'
import type { Clock, Store } from '../ports'
import { closureView, type NamingPorts } from './views'

const MOST_WAITING_DAYS = 2

const NEXT: Partial<Record<Blocked['block'], string>> = {
  'not-reconciled': '请先对账',
  quarantined: '请取得正确的文件再对账',
  'awaiting-approval': '请先审批',
  'open-differences': '请先处理',
}

const blockView =
  (sourceName: SourceName) =>
  ({ block, channel, count, day }: Blocked): ClosingBlockView => {
    const name = CLOSING_BLOCK_NAMES[block]
    const which = day === undefined ? name : `${name}：${day}`
    const where = channel === null ? which : `${sourceName(channel)}：${which}${count > 1 ? `（${count}）` : ''}`
    const next = NEXT[block]
    return { block, says: next ? `${where}，${next}` : where, channel, count }
  }

/** What keeps a company's day from being closed, as the caller's transaction, or the readers, see it. */
export async function readClosingState(
  store: Store,
  { company, date }: { company: string; date: string },
  { clock, ...naming }: NamingPorts & { clock: Clock },
): Promise<ClosingState> {
  const view = blockView(naming.sourceName)
  const closedUntil = await store.closings.closedUntil(company)
  const closed = date <= closedUntil
  const nextToClose = await store.closings.firstActiveAfter(company, closedUntil)
  // Two days after its own the other half of a row at the day's cut must have come.
  const waitsStill = daysFromTo(date, clock.today()) <= MOST_WAITING_DAYS
  const days: ChannelDay[] = (await store.closings.channelsOn(company, date)).map((found) => ({
    channel: found.channel,
    active: true,
    reconciled: found.ranAt !== null && found.unreconciled === 0,
    quarantined: found.quarantinedAt !== null,
    awaiting: found.awaiting,
    open: found.open - (waitsStill ? found.carriedOver : 0),
    waiting: waitsStill ? found.carriedOver : 0,
  }))
  const earlierOpen = !closed && nextToClose !== undefined && nextToClose < date ? nextToClose : null
  const blocks = closingBlocks({ isOver: isOver(date, clock.now()), closed, earlierOpen, channels: days })
  const closure = closed ? await store.closings.covering(company, date) : undefined
  return {
    company,
    date,
    state: closed ? 'closed' : blocks.length === 0 ? 'ready' : 'open',
    nextToClose: nextToClose ?? null,
    blocks: blocks.map(view),
    channels: days.map((day) => ({
      channel: day.channel,
      name: naming.sourceName(day.channel),
      active: day.active,
      reconciled: day.reconciled,
      open: day.open,
      waiting: day.waiting,
      blocks: closed ? [] : channelBlocks(day).map(view),
    })),
    closure: closure ? closureView(closure, await store.closings.accountsOf(closure.id), naming) : null,
  }
}
