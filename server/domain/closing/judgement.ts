import type { BoardState } from '../../../contract/boardWords'
import type { ClosingBlock, OpenThing } from '../../../contract/differenceWords'
import { addDays, type CivilDate, daysFromTo, earlierOf } from '../calendar/civilDate'
import type { ChannelFileKind } from '../reconciliation/channelFile'
import { isOver, MAX_WAITING_DAYS } from './closure'

/** One kind of file of a day at a channel or bank, as far as it has come. */
export interface BillFacts {
  channel: string
  bill: ChannelFileKind
  date: CivilDate
  /** The day was reconciled with it, or without any because nothing happened. */
  ran: boolean
  /** Files that were put aside since the day was last reconciled. */
  quarantined: number
  /** Files in force with which the day was not reconciled yet. */
  unread: number
  /** Changed re-sends that wait for a second person. */
  resent: number
}

/** Open differences of a day at a channel or bank. */
export interface DifferenceFacts {
  channel: string
  date: CivilDate
  /** All that are open; `proposed` of them wait for a second person. */
  open: number
  proposed: number
  /** At the day's cut, and not proposed. */
  carriedOver: number
}

/** Money that waits for a person, by the day that it is about. Amounts in fen. */
export interface WaitingMoney {
  what: Extract<OpenThing, 'suspense' | 'failed-refunds' | 'stray-refunds' | 'follow-ups'>
  channel: string
  date: CivilDate
  count: number
  amountFen: number
}

/** All that decides about a company's days. */
export interface BooksFacts {
  /** '' before the first closing. */
  closedUntil: CivilDate
  /** The first day after the closed ones on which money is in the books; null while there is none. */
  beganOn: CivilDate | null
  /** Where money, a file or a difference is, of days after `closedUntil` (and of the days that are asked about). */
  active: readonly { channel: string; date: CivilDate; trade: boolean }[]
  bills: readonly BillFacts[]
  differences: readonly DifferenceFacts[]
  money: readonly WaitingMoney[]
  /** Proposals that wait for a second person, whatever they are about. */
  approvals: { count: number; amountFen: number; since: CivilDate | null }
}

/** Which files a channel or bank gives every day. */
export interface ExpectedFiles {
  channel: string
  bills: readonly ChannelFileKind[]
}

/** Something that is open; `blocks`: the day is not closed before it is done. */
export interface OpenItem {
  what: OpenThing
  channel: string | null
  count: number
  blocks: boolean
  /** In fen; null where no money is counted. */
  amountFen: number | null
  /** The earlier day that is to be closed first. */
  day?: CivilDate
}

/** A day at a channel or bank. */
export interface JudgedCell {
  channel: string
  state: BoardState
  items: OpenItem[]
  /** How many things are open: what `items` come to. */
  open: number
  /** At the day's cut, within T+2: nothing is to be done yet. */
  waiting: number
  active: boolean
  reconciled: boolean
}

/** A day of a company. */
export interface JudgedDay {
  date: CivilDate
  closed: boolean
  /** What is open of the day and not of one channel. */
  items: OpenItem[]
  cells: JudgedCell[]
}

/** How much of one kind is open in a company, over all days, and since when. */
export interface OpenTotal {
  what: OpenThing
  count: number
  /** The oldest day that it is about. */
  since: CivilDate | null
  amountFen: number | null
}

/** The kinds of files as things that can be missing. */
const MISSING: Readonly<Record<ChannelFileKind, OpenThing>> = {
  trade: 'no-trade-bill',
  fundflow: 'no-fund-flow',
  statement: 'no-statement',
}

const sum = (items: readonly { count: number }[]) => items.reduce((total, { count }) => total + count, 0)

const keyOf = ({ channel, date }: { channel: string; date: string }) => `${date} ${channel}`

function byDay<Row extends { channel: string; date: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const there = found.get(key)
    if (there) there.push(row)
    else found.set(key, [row])
  }
  return found
}

/** How a cell looks: the gravest that is open decides, and green is only what has nothing open at all. */
function stateOf(
  { items, waiting, reconciled }: Pick<JudgedCell, 'items' | 'waiting' | 'reconciled'>,
  day: { closed: boolean; over: boolean },
): BoardState {
  const has = (...things: OpenThing[]) => items.some(({ what }) => things.includes(what))
  if (has('quarantined')) return 'quarantined'
  if (has('open-differences')) return 'differences'
  if (has('awaiting-approval')) return 'review'
  if (has('not-reconciled', 'no-trade-bill', 'no-fund-flow', 'no-statement')) return 'awaiting'
  if (items.length > 0) return 'open'
  if (day.closed) return 'closed'
  if (waiting > 0) return 'waiting'
  if (reconciled) return 'balanced'
  return day.over ? 'quiet' : 'collecting'
}

/**
 * The one judgement of a company's days: the board, the closing of a day, the counts in the menu and at the top of every page
 * are all read from here, so that none can say something else than another. Takes what the books hold, which files are expected, and
 * the time (epoch milliseconds); gives each day, all that is open, and the day that is to be closed next.
 */
export function judgeBooks(
  facts: BooksFacts,
  { expected, now, today }: { expected: readonly ExpectedFiles[]; now: number; today: CivilDate },
) {
  const active = byDay(facts.active)
  const bills = byDay(facts.bills)
  const differences = byDay(facts.differences)
  const money = byDay(facts.money)
  const expectedOf = new Map(expected.map(({ channel, bills: kinds }) => [channel, kinds]))
  const isClosed = (date: CivilDate) => date <= facts.closedUntil
  // The first statement of each account: what was closed before the bank began to give any is not missed.
  const statedFrom = new Map<string, CivilDate>()
  for (const { channel, bill, date, ran } of facts.bills) {
    const before = statedFrom.get(channel)
    if (bill === 'statement' && ran && (before === undefined || date < before)) statedFrom.set(channel, date)
  }
  /**
   * Files are missed from the first day with money on. Once a day is closed no channel's file is taken in for it, and none is missed; a
   * statement still is.
   */
  function isMissed(channel: string, bill: ChannelFileKind, date: CivilDate): boolean {
    if (date >= today || !isOver(date, now)) return false
    if (!isClosed(date)) return facts.beganOn !== null && date >= facts.beganOn
    const from = statedFrom.get(channel)
    return bill === 'statement' && from !== undefined && date >= from
  }

  function cellOf(channel: string, date: CivilDate): JudgedCell {
    const key = keyOf({ channel, date })
    const there = active.get(key) ?? []
    const files = bills.get(key) ?? []
    const items: OpenItem[] = []
    const add = (what: OpenThing, count: number, blocks: boolean, amountFen: number | null = null) => {
      if (count > 0) items.push({ what, channel, count, blocks: blocks && !isClosed(date), amountFen })
    }
    const ran = (bill: ChannelFileKind) => files.some((file) => file.bill === bill && file.ran)
    const unread = sum(files.map(({ unread: count }) => ({ count })))
    // Money and files of payments want the trade bill; a difference alone, and money that somebody paid straight into our own account,
    // which gives none, want any of the day's files.
    const givesTrade = expectedOf.get(channel)?.includes('trade') ?? true
    const wanted = givesTrade && there.some(({ trade }) => trade) ? ran('trade') : files.some((file) => file.ran)
    const reconciled = wanted && unread === 0
    const aside = (kinds: readonly ChannelFileKind[]) =>
      sum(files.filter(({ bill }) => kinds.includes(bill)).map(({ quarantined: count }) => ({ count })))
    const asideBills = isClosed(date) ? 0 : aside(['trade', 'fundflow'])
    add('quarantined', asideBills, true)
    add('quarantined', aside(['statement']), false)
    // A day that is not over cannot be reconciled yet, and nobody has to.
    const notReconciled = there.length > 0 && !reconciled && asideBills === 0 && !isClosed(date) && isOver(date, now)
    if (notReconciled) add('not-reconciled', 1, true)
    for (const bill of expectedOf.get(channel) ?? []) {
      if (!isMissed(channel, bill, date)) continue
      const known = files.some(
        (file) => file.bill === bill && (file.ran || file.quarantined + file.unread + file.resent > 0),
      )
      // A day that is to be reconciled says so already.
      if (!known && !(notReconciled && bill === 'trade')) add(MISSING[bill], 1, false)
    }
    const here = differences.get(key) ?? []
    const waits = daysFromTo(date, today) <= MAX_WAITING_DAYS
    const carried = sum(here.map(({ carriedOver: count }) => ({ count })))
    const proposed = sum(here.map(({ proposed: count }) => ({ count })))
    const resent = sum(files.map(({ resent: count }) => ({ count })))
    add('awaiting-approval', resent + proposed, true)
    add('open-differences', sum(here.map(({ open }) => ({ count: open }))) - proposed - (waits ? carried : 0), true)
    for (const { what, count, amountFen } of money.get(key) ?? []) add(what, count, false, amountFen)
    const judged = { items, waiting: waits ? carried : 0, reconciled }
    const state = stateOf(judged, { closed: isClosed(date), over: isOver(date, now) })
    return { ...judged, channel, state, open: sum(items), active: there.length > 0 }
  }

  const activeDays = [...new Set(facts.active.map(({ date }) => date))].filter((date) => !isClosed(date)).sort()
  const nextToClose = activeDays[0]

  /** Channels and banks that a day has something of, those that give files every day first. */
  function channelsOn(date: CivilDate): string[] {
    const seen = [...facts.active, ...facts.bills, ...facts.differences, ...facts.money].filter(
      (row) => row.date === date,
    )
    return [...new Set([...expected.map(({ channel }) => channel), ...seen.map(({ channel }) => channel).sort()])]
  }

  function day(date: CivilDate, channels: readonly string[] = channelsOn(date)): JudgedDay {
    const items: OpenItem[] = []
    const add = (what: ClosingBlock, more?: { day: CivilDate }) =>
      items.push({ what, channel: null, count: 1, blocks: true, amountFen: null, ...more })
    if (isClosed(date)) return { date, closed: true, items, cells: channels.map((channel) => cellOf(channel, date)) }
    if (!isOver(date, now)) add('not-over')
    if (nextToClose !== undefined && nextToClose < date) add('earlier-day-open', { day: nextToClose })
    return { date, closed: false, items, cells: channels.map((channel) => cellOf(channel, date)) }
  }

  /** All that is open in the company, whatever days are shown. */
  function totals(): OpenTotal[] {
    const days = new Map<string, { channel: string; date: CivilDate }>()
    for (const rows of [facts.active, facts.bills, facts.differences, facts.money]) {
      for (const { channel, date } of rows) days.set(keyOf({ channel, date }), { channel, date })
    }
    for (const { channel } of expected) {
      const first = [facts.beganOn ?? today, statedFrom.get(channel) ?? today].reduce(earlierOf)
      for (let date = first; date < today; date = addDays(date, 1)) {
        days.set(keyOf({ channel, date }), { channel, date })
      }
    }
    const found = new Map<OpenThing, OpenTotal>()
    for (const { channel, date } of days.values()) {
      for (const { what, count, amountFen } of cellOf(channel, date).items) {
        const before = found.get(what)
        found.set(what, {
          what,
          count: (before?.count ?? 0) + count,
          since: before?.since && before.since < date ? before.since : date,
          amountFen: amountFen === null ? null : (before?.amountFen ?? 0) + amountFen,
        })
      }
    }
    found.delete('awaiting-approval')
    const { count, amountFen, since } = facts.approvals
    if (count > 0) found.set('awaiting-approval', { what: 'awaiting-approval', count, amountFen, since })
    return [...found.values()]
  }

  return { day, totals, isClosed, nextToClose }
}

export type BooksJudgement = ReturnType<typeof judgeBooks>
