import { createHash } from 'node:crypto'
import { z } from 'zod'
import { sumFen } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import { accountName, accountOf, type ChartOfAccounts, LEDGER_EVENT_NAMES } from '../ledger/accounts'
import type { LedgerEvent } from '../ledger/transfer'
import type { SourceName } from '../payment/payment'
import type { Flow } from '../report/daily'

/** What a column of a voucher file can say. Amounts are yuan with two decimals; an empty side stays empty. */
const VOUCHER_FIELDS = [
  'date',
  'year',
  'month',
  'number',
  'line',
  'entries',
  'summary',
  'account-code',
  'account-name',
  'debit',
  'credit',
  'amount',
] as const

export type VoucherField = (typeof VOUCHER_FIELDS)[number]

const heading = z.string().min(1)

const column = z.union([
  z.strictObject({ heading, of: z.enum(VOUCHER_FIELDS) }),
  /** The same text in every line. */
  z.strictObject({ heading, text: z.string() }),
])

/** config/vouchers/<id>.yaml: how a finance software's import file looks. All of it is data: the vendors publish no one format. */
export const voucherTemplate = z
  .strictObject({
    name: z.string().min(1),
    file: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('csv'),
        encoding: z.enum(['gbk', 'utf-8', 'utf-8-bom']),
        separator: z.string().length(1).default(','),
        extension: z
          .string()
          .regex(/^[a-z]{1,8}$/)
          .default('csv'),
        /** Lines before the headings, as they are. */
        head: z.array(z.string()).default([]),
      }),
      z.strictObject({ kind: z.literal('xlsx'), sheet: z.string().min(1).max(31) }),
    ]),
    /** Whether the names of the columns stand above them. */
    headings: z.boolean().default(true),
    /** One voucher a day, or one for each kind of event on a day. */
    voucher: z.enum(['day', 'event']),
    /** What is summed up in one line: an account's whole side, or that of each kind of event. */
    lines: z.enum(['account', 'event']),
    /** With YYYY, MM and DD. */
    dates: z.string().regex(/^(?=.*YYYY)(?=.*MM)(?=.*DD)[YMD\-/.年月日]+$/),
    /** {date}, {event}, {events} and {account} are filled in. */
    summary: z.string().min(1),
    /** Codes that differ from the chart of accounts, by account id: a channel's own sub-account. */
    accounts: z.record(z.string(), z.string().regex(/^\d[\d.]{3,19}$/)).default({}),
    columns: z.array(column).min(1),
  })
  .refine(
    ({ columns }) => {
      const said = new Set(columns.flatMap((one) => ('of' in one ? [one.of] : [])))
      return (['date', 'number', 'summary', 'account-code', 'debit', 'credit'] as const).every((of) => said.has(of))
    },
    { path: ['columns'], error: 'date, number, summary, account-code, debit and credit must each have a column' },
  )
  .refine(({ voucher, lines }) => voucher === 'day' || lines === 'event', {
    path: ['lines'],
    error: 'a voucher for each event has lines of that event',
  })

export type VoucherTemplate = z.output<typeof voucherTemplate>

/** What the ledger says of a kind of event on a day: one pair of accounts. */
export interface EventFlow extends Flow {
  date: CivilDate
  event: string
  entries: number
}

/** One line: an account's debit or its credit, never both; fen. */
export interface VoucherLine {
  account: string
  accountCode: string
  accountName: string
  summary: string
  debitFen: number
  creditFen: number
}

export interface Voucher {
  date: CivilDate
  number: number
  lines: VoucherLine[]
  totalFen: number
  /** How many entries of the ledger it sums up. */
  entries: number
}

/** What accounts are called. */
interface Naming {
  chart: ChartOfAccounts
  sourceName: SourceName
}

type Layout = Pick<VoucherTemplate, 'voucher' | 'lines' | 'dates' | 'summary' | 'accounts'>

/**
 * Sums the ledger's entries up into balanced vouchers, oldest first. A day's voucher has the number of its day in the month;
 * where each kind of event has its own, they are numbered within the day: 2101, 2102 … So a day's vouchers depend on that
 * day alone, and a closed day gives the same vouchers for ever. Throws when an account has no code.
 */
export function vouchersOf(
  flows: readonly EventFlow[],
  layout: Layout,
  chart: ChartOfAccounts,
  sourceName: SourceName,
): Voucher[] {
  const naming: Naming = { chart, sourceName }
  const days = grouped(flows, ({ date }) => date)
  return days.flatMap(([date, ofDay]) => {
    const day = Number(date.slice(8))
    if (layout.voucher === 'day') return [voucherOf(date, day, ofDay, layout, naming)]
    return grouped(ofDay, ({ event }) => event).map(([, ofEvent], index) =>
      voucherOf(date, day * 100 + index + 1, ofEvent, layout, naming),
    )
  })
}

/**
 * SHA-256 of what a voucher books: two exports of a day are the same if all of these are. What an account is called does not
 * count: a bank that has a new name has no new vouchers.
 */
export function voucherDigest(vouchers: readonly Voucher[]): string {
  const booked = vouchers.map(({ lines, ...voucher }) => ({
    ...voucher,
    lines: lines.map(({ accountName: _, ...line }) => line),
  }))
  return createHash('sha256').update(JSON.stringify(booked)).digest('hex')
}

/** A day as a template writes it: `YYYY/MM/DD`. */
export const dateText = (date: CivilDate, form: string): string =>
  form.replace('YYYY', date.slice(0, 4)).replace('MM', date.slice(5, 7)).replace('DD', date.slice(8, 10))

function voucherOf(
  date: CivilDate,
  number: number,
  flows: readonly EventFlow[],
  layout: Layout,
  { chart, sourceName }: Naming,
): Voucher {
  const eventsOfDay = [...new Set(flows.map(({ event }) => eventName(event)))].join('、')
  const lines = new Map<string, VoucherLine & { order: string }>()
  const add = (side: 'debit' | 'credit', account: string, { event, amountFen }: EventFlow) => {
    const code = layout.accounts[account] ?? accountOf(chart, account)?.code
    if (code === undefined) throw new Error(`the chart of accounts has no ${account}`)
    const name = accountName(chart, account, sourceName)
    const ofEvent = layout.lines === 'event' ? event : ''
    const order = [ofEvent, side === 'debit' ? '0' : '1', code, account].join('\n')
    const line = lines.get(order) ?? {
      order,
      account,
      accountCode: code,
      accountName: name,
      summary: summaryOf(layout, { date, event: ofEvent === '' ? eventsOfDay : eventName(event), eventsOfDay, name }),
      debitFen: 0,
      creditFen: 0,
    }
    line[side === 'debit' ? 'debitFen' : 'creditFen'] += amountFen
    lines.set(order, line)
  }
  for (const flow of flows) {
    add('debit', flow.debitAccount, flow)
    add('credit', flow.creditAccount, flow)
  }
  return {
    date,
    number,
    lines: [...lines.values()]
      .sort((one, other) => (one.order < other.order ? -1 : 1))
      .map(({ order: _, ...line }) => line),
    totalFen: sumFen(flows.map(({ amountFen }) => amountFen)),
    entries: flows.reduce((sum, { entries }) => sum + entries, 0),
  }
}

function summaryOf(
  { summary, dates }: Layout,
  said: { date: CivilDate; event: string; eventsOfDay: string; name: string },
): string {
  return summary
    .replaceAll('{date}', dateText(said.date, dates))
    .replaceAll('{events}', said.eventsOfDay)
    .replaceAll('{event}', said.event)
    .replaceAll('{account}', said.name)
}

const eventName = (event: string) => LEDGER_EVENT_NAMES[event as LedgerEvent] ?? event

/** In the order of the key, as text: it is the same on every engine. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1))
}
