import type { ClosingState, ClosingsAnswer, ClosureView, OpenItemView } from '../../../contract/consoleClosings'
import { OPEN_THING_NAMES, type OpenThing } from '../../../contract/differenceWords'
import type { Actor } from '../../domain/approval/approval'
import { addDays, type CivilDate } from '../../domain/calendar/civilDate'
import type { Closure, ControlTotal } from '../../domain/closing/closure'
import type { JudgedDay, OpenItem } from '../../domain/closing/judgement'
import { accountName, type ChartOfAccounts } from '../../domain/ledger/accounts'
import type { SourceName } from '../../domain/payment/payment'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../common/allOrNothing'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { readJudgement } from './readJudgement'

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

const NEXT: Partial<Record<OpenThing, string>> = {
  'not-reconciled': '请先对账',
  quarantined: '请取得正确的文件再对账',
  'awaiting-approval': '请先审批',
  'open-differences': '请先处理',
}

/** Something that is open, in words: where, what, how many, and what is to be done. */
const itemView =
  (sourceName: SourceName) =>
  ({ what, channel, count, day, blocks, amountFen }: OpenItem): OpenItemView => {
    const name = OPEN_THING_NAMES[what]
    const which = day === undefined ? name : `${name}：${day}`
    const where = channel === null ? which : `${sourceName(channel)}：${which}${count > 1 ? `（${count}）` : ''}`
    const next = blocks ? NEXT[what] : undefined
    return { block: what, says: next ? `${where}，${next}` : where, channel, count, amountFen }
  }

/** What of a judged day keeps it from being closed, and what is open beside. */
function itemsOf({ items, cells }: JudgedDay): { blocking: OpenItem[]; beside: OpenItem[] } {
  const all = [...items, ...cells.flatMap((cell) => cell.items)]
  return { blocking: all.filter(({ blocks }) => blocks), beside: all.filter(({ blocks }) => !blocks) }
}

/** How far a company's day is from being closed, as the caller's transaction, or the readers, see it. */
export async function readClosingState(
  store: Pick<Store, 'closings'>,
  { company, date }: { company: string; date: string },
  ports: NamingPorts & { clock: Clock; rulebooks: Rulebooks },
): Promise<ClosingState> {
  const view = itemView(ports.sourceName)
  const judged = await readJudgement(store, { company, from: date }, ports)
  const day = judged.day(date)
  const { blocking, beside } = itemsOf(day)
  const closure = day.closed ? await store.closings.covering(company, date) : undefined
  const already: OpenItem = { what: 'already-closed', channel: null, count: 1, blocks: true, amountFen: null }
  return {
    company,
    date,
    state: day.closed ? 'closed' : blocking.length === 0 ? 'ready' : 'open',
    nextToClose: judged.nextToClose ?? null,
    blocks: (day.closed ? [already] : blocking).map(view),
    notes: beside.map(view),
    channels: day.cells
      .filter(({ active, items, waiting }) => active || items.length > 0 || waiting > 0)
      .map(({ channel, active, reconciled, items, waiting, state }) => ({
        channel,
        name: ports.sourceName(channel),
        state,
        active,
        reconciled,
        open: countOf(items, 'open-differences'),
        waiting,
        blocks: items.filter(({ blocks }) => blocks).map(view),
        notes: items.filter(({ blocks }) => !blocks).map(view),
      })),
    closure: closure ? closureView(closure, await store.closings.accountsOf(closure.id), ports) : null,
  }
}

const countOf = (items: readonly OpenItem[], thing: OpenThing): number =>
  items.reduce((count, item) => count + (item.what === thing ? item.count : 0), 0)

export interface DaysToLock {
  company: string
  /** The last closed day, as `closings.take` gave it; '' before the first. */
  closedUntil: string
  /** The last day to be locked. */
  date: CivilDate
  /** The login or machine name of who closes. */
  by: string
  /** What was known to be open beside, and did not keep the days from being closed: a statement that has not come. */
  without?: readonly string[]
}

/**
 * Locks a company's days after the last closed one until a day, with their control totals and a note in the audit log.
 * Whether they are ready is for the caller to judge. Undefined when somebody was faster (M2).
 */
export async function lockDays(
  store: Pick<Store, 'audit' | 'closings'>,
  { company, closedUntil, date, by, without = [] }: DaysToLock,
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
    detail: {
      since: closure.since,
      transfers,
      amountFen,
      ...(without.length > 0 ? { without: without.join('；') } : {}),
    },
  })
  return { closure, accounts }
}

type ClosingPorts = NamingPorts & { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

/**
 * Closes a company's day, for good: nothing is booked on it any more, no file of it is taken, no run and no difference of it
 * changes. Days are closed in order; days on which nothing was to be reconciled are locked along with the next one. Refused
 * with `day-not-ready` and what keeps it open, or `day-closed`.
 */
export function createCloseDay(ports: ClosingPorts) {
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
      const { blocks, notes } = await readClosingState(store, { company, date }, ports)
      if (blocks.length > 0) return refuse('day-not-ready', { blocks: blocks.map(({ says }) => says).join('；') })
      const without = notes.map(({ block, channel }) => (channel === null ? block : `${channel} ${block}`))
      const locked = await lockDays(store, { company, closedUntil, date, by: actor.loginName, without }, { clock, ids })
      return locked ? closureView(locked.closure, locked.accounts, ports) : refuse('day-closed', { date })
    })
}

/** Closed days: how far a day is, closing it, and what was closed. */
export function createClosings(ports: ClosingPorts) {
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
