import type { EntityManager } from 'typeorm'
import { bankIn } from '../../../../contract/channelWords'
import type { OurPage } from '../../../application/ports/reconciliation'
import { addDays } from '../../../domain/calendar/civilDate'
import { type ChannelFileDay, listsEitherDay, refundDay } from '../../../domain/reconciliation/channelFile'
import {
  DAYS_TO_CLEAR,
  type OurRow,
  type RowDigest,
  type RowKind,
  type RowState,
} from '../../../domain/reconciliation/row'
import { snake } from '../entities/table'
import type { RowCells } from '../jsonRows'
import { streamRows } from '../streamRows'

const STATES: Record<string, RowState> = { requested: 'pending', succeeded: 'settled', failed: 'failed' }

/** A digest that one reader fills again for each row. */
export interface Digest extends RowDigest {
  state: RowState
  amountFen: number
}

type Columns = Record<string, unknown>

const text = (value: unknown) => (value === null || value === undefined ? null : String(value))

/** Where rows of a kind are, which columns are read, and how they are a row of ours. */
export interface Table {
  from(day: ChannelFileDay): string
  /** The key of the page order: the primary key, by which every index of the engine is ordered within equal values. */
  key: { sqlite: string; mariadb: string }
  moment: string
  /** What the exact pass compares: the two numbers, and what state and amount are told by. */
  compared: readonly string[]
  /** Reads state and amount of what is compared. */
  judge(cells: RowCells, into: Digest): void
  columns: string
  row(columns: Columns): OurRow
}

// Two people have decided that the channel never had a payment, or has it in another row.
const paymentState = (amountFen: number): RowState => (amountFen > 0 ? 'settled' : 'failed')

const CORRECTED = 'p.amount_fen + COALESCE(p.corrected_fen, 0)'

// A channel without refund numbers of its own names the payment's.
const REFUND_AT_CHANNEL = 'COALESCE(r.channel_refund_id, p.transaction_id)'

/** A refund that another day's file holds is that day's. */
function notElsewhere(day: ChannelFileDay): string {
  if (!listsEitherDay(day)) return ''
  const filed = day.bill === 'fundflow' ? 'r.fund_flow_filed_on' : 'r.trade_filed_on'
  return ` AND COALESCE(${filed}, r.accepted_on) = r.accepted_on`
}

export const TABLES: Record<RowKind, Table> = {
  payment: {
    from: ({ channel, date }) =>
      bankIn(channel) !== undefined
        ? // A bank's payment belongs to its file's clearing day; the index leads to the days on which it may have been paid.
          `FROM payments p WHERE p.company = ? AND p.source = ? AND COALESCE(p.filed_on, p.paid_on) = ? AND p.paid_on BETWEEN '${addDays(date, 0 - DAYS_TO_CLEAR)}' AND '${addDays(date, 0)}'`
        : 'FROM payments p WHERE p.company = ? AND p.source = ? AND p.paid_on = ?',
    key: { sqlite: 'p.rowid', mariadb: 'p.id' },
    moment: 'p.paid_at',
    compared: ['p.transaction_id', 'COALESCE(p.order_no, p.payer_code)', CORRECTED],
    judge(cells, into) {
      into.amountFen = cells.integer(2)
      into.state = paymentState(into.amountFen)
    },
    columns: `p.transaction_id, p.order_no, ${CORRECTED} AS amount_fen, p.paid_at, p.payer_code`,
    row({ transaction_id, order_no, amount_fen, paid_at, payer_code }) {
      const channelNo = String(transaction_id)
      const amountFen = Number(amount_fen)
      return {
        kind: 'payment',
        state: paymentState(amountFen),
        key: channelNo,
        otherKey: text(order_no) ?? '',
        amountFen,
        orderNo: text(order_no),
        channelNo,
        at: Number(paid_at),
        payerCode: text(payer_code),
      }
    },
  },
  refund: {
    from: (day) =>
      `FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.company = ? AND r.source = ? AND r.route = 'original' AND r.${snake(refundDay(day))} = ?${notElsewhere(day)}`,
    key: { sqlite: 'r.rowid', mariadb: 'r.refund_no' },
    moment: 'COALESCE(r.succeeded_at, r.requested_at)',
    compared: ['r.refund_no', REFUND_AT_CHANNEL, 'r.amount_fen', 'r.status'],
    judge(cells, into) {
      into.amountFen = cells.integer(2)
      into.state = STATES[String(cells.value(3))] ?? 'pending'
    },
    columns: `r.refund_no, r.order_no, r.amount_fen, r.status, ${REFUND_AT_CHANNEL} AS channel_no, COALESCE(r.succeeded_at, r.requested_at) AS moment, r.succeeded_on`,
    row({ refund_no, order_no, amount_fen, status, channel_no, moment, succeeded_on }) {
      const channelNo = String(channel_no)
      return {
        kind: 'refund',
        state: STATES[String(status)] ?? 'pending',
        key: String(refund_no),
        otherKey: channelNo,
        amountFen: Number(amount_fen),
        orderNo: text(order_no),
        channelNo,
        at: Number(moment),
        doneOn: text(succeeded_on),
      }
    },
  },
}

export const KINDS = ['payment', 'refund'] as const

export const isSqlite = (manager: EntityManager) => manager.connection.options.type === 'better-sqlite3'

/** What `from` has its question marks for. */
export const dayOf = ({ company, channel, date }: ChannelFileDay) => [company, channel, date]

/** How many payments and refunds belong in a day's file. */
export async function countOurs(manager: EntityManager, day: ChannelFileDay): Promise<number> {
  let count = 0
  for (const kind of KINDS) {
    await streamRows(manager, `SELECT COUNT(*) AS n ${TABLES[kind].from(day)}`, dayOf(day), (row) => {
      count += Number(row.n)
    })
  }
  return count
}

/** The rows of one page again, or the one at a place of it. */
export async function rowsOfPage(
  manager: EntityManager,
  day: ChannelFileDay,
  { kind, after, until }: OurPage,
  place?: number,
): Promise<OurRow[]> {
  const { key, columns, from, row } = TABLES[kind]
  const order = isSqlite(manager) ? key.sqlite : key.mariadb
  const [one, places] = place === undefined ? ['', []] : [' LIMIT 1 OFFSET ?', [place]]
  const query = `SELECT ${columns} ${from(day)} AND ${order} > ? AND ${order} <= ? ORDER BY ${order}${one}`
  const found: OurRow[] = []
  await streamRows(manager, query, [...dayOf(day), after, until, ...places], (read) => found.push(row(read)))
  return found
}

/** Our rows of a day whose moment lies in a span (epoch milliseconds, the end exclusive). */
export async function oursBetween(
  manager: EntityManager,
  day: ChannelFileDay,
  start: number,
  end: number,
): Promise<OurRow[]> {
  const found: OurRow[] = []
  for (const kind of KINDS) {
    const { columns, from, moment, row } = TABLES[kind]
    const query = `SELECT ${columns} ${from(day)} AND ${moment} >= ? AND ${moment} < ?`
    await streamRows(manager, query, [...dayOf(day), start, end], (read) => found.push(row(read)))
  }
  return found
}
