import type { ClosingBlockView, ClosingState, ClosingsAnswer, ClosureView } from '../../../contract/consoleClosings'
import { CLOSING_BLOCK_NAMES } from '../../../contract/differenceWords'
import type { Actor } from '../../domain/approval/approval'
import { addDays, type CivilDate, daysFromTo } from '../../domain/calendar/civilDate'
import {
  type Blocked,
  type ChannelDay,
  type Closure,
  type ControlTotal,
  channelBlocks,
  closingBlocks,
  isOver,
} from '../../domain/closing/closure'
import { accountName, type ChartOfAccounts } from '../../domain/ledger/accounts'
import type { SourceName } from '../../domain/payment/payment'
import { allOrNothing } from '../common/allOrNothing'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** What accounts and channels are called. */
export interface NamingPorts {
  chart: ChartOfAccounts
  sourceName: SourceName
}

/** A closed day with its control totals, as the desk sees it. */
export function closureView(
  closure: Closure,
  accounts: readonly ControlTotal[],
  { chart, sourceName }: NamingPorts,
): ClosureView {
  const named = accounts.map((total) => ({ ...total, name: accountName(chart, total.account, sourceName) }))
  return { ...closure, accounts: named }
}

const MAX_WAITING_DAYS = 2

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
  store: Pick<Store, 'closings'>,
  { company, date }: { company: string; date: string },
  { clock, ...naming }: NamingPorts & { clock: Clock },
): Promise<ClosingState> {
  const view = blockView(naming.sourceName)
  const closedUntil = await store.closings.closedUntil(company)
  const closed = date <= closedUntil
  const nextToClose = await store.closings.firstActiveAfter(company, closedUntil)
  // Two days after its own the other half of a row at the day's cut must have come.
  const waitsStill = daysFromTo(date, clock.today()) <= MAX_WAITING_DAYS
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

export interface DaysToLock {
  company: string
  /** The last closed day, as `closings.take` gave it; '' before the first. */
  closedUntil: string
  /** The last day to be locked. */
  date: CivilDate
  /** The login or machine name of who closes. */
  by: string
}

/**
 * Locks a company's days after the last closed one until a day, with their control totals and a note in the audit log.
 * Whether they are ready is for the caller to judge. Undefined when somebody was faster (M2).
 */
export async function lockDays(
  store: Pick<Store, 'audit' | 'closings'>,
  { company, closedUntil, date, by }: DaysToLock,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<{ closure: Closure; accounts: ControlTotal[] } | undefined> {
  const since = closedUntil === '' ? null : addDays(closedUntil, 1)
  const { first, transfers, amountFen, accounts } = await store.closings.totals(company, since, date)
  const closure: Closure = {
    id: ids.next(),
    company,
    since: since ?? first ?? date,
    date,
    closedAt: clock.now(),
    closedBy: by,
    transfers,
    amountFen,
  }
  if (!(await store.closings.advance(company, closedUntil, date))) return undefined
  await store.closings.insert(closure, accounts)
  await store.audit.append({
    id: ids.next(),
    company,
    at: closure.closedAt,
    actor: by,
    deed: 'close-day',
    subject: date,
    detail: { since: closure.since, transfers, amountFen },
  })
  return { closure, accounts }
}

/**
 * Closes a company's day, for good: nothing is booked on it any more, no file of it is taken, no run and no difference of it
 * changes. Days are closed in order; days on which nothing was to be reconciled are locked along with the next one. Refused
 * with `day-not-ready` and what keeps it open, or `day-closed`.
 */
export function createCloseDay(ports: NamingPorts & { database: Database; clock: Clock; ids: Ids }) {
  const { database, clock, ids } = ports

  return (
    company: string,
    date: string,
    actor: Actor,
  ): Promise<ClosureView | Refusal<'day-closed' | 'day-not-ready'>> =>
    allOrNothing(database, async (store) => {
      // From here on anyone who books late, reconciles or reopens waits, and then sees the day closed (M2).
      const closedUntil = await store.closings.take(company)
      if (date <= closedUntil) return refuse('day-closed', { date })
      const { blocks } = await readClosingState(store, { company, date }, ports)
      if (blocks.length > 0) return refuse('day-not-ready', { blocks: blocks.map(({ says }) => says).join('；') })
      const locked = await lockDays(store, { company, closedUntil, date, by: actor.loginName }, { clock, ids })
      return locked ? closureView(locked.closure, locked.accounts, ports) : refuse('day-closed', { date })
    })
}

/** Closed days: how far a day is, closing it, and what was closed. */
export function createClosings(ports: NamingPorts & { database: Database; clock: Clock; ids: Ids }) {
  const { read } = ports.database
  return {
    close: createCloseDay(ports),
    state: (company: string, date: string): Promise<ClosingState> => readClosingState(read, { company, date }, ports),
    async list(company: string, offset: number, limit: number): Promise<ClosingsAnswer> {
      const { rows, total } = await read.closings.page(company, offset, limit)
      const views = rows.map(async (closure) => closureView(closure, await read.closings.accountsOf(closure.id), ports))
      return { rows: await Promise.all(views), total }
    },
  }
}

export type Closings = ReturnType<typeof createClosings>
