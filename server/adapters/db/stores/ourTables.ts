import type { EntityManager } from 'typeorm'
import { addDays } from '../../../domain/calendar/civilDate'
import { type BillDay, refundDay } from '../../../domain/reconciliation/billFile'
import { DAYS_TO_CLEAR } from '../../../domain/reconciliation/counterRow'
import type { OurRow, RowDigest, RowKind, RowState } from '../../../domain/reconciliation/row'
import { snake } from '../entities/table'
import type { RowCells } from '../jsonRows'

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
  from(day: BillDay): string
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

export const TABLES: Record<RowKind, Table> = {
  payment: {
    from: ({ channel, date }) =>
      channel.startsWith('bank:')
        ? // A bank's payment belongs to its file's clearing day; the index leads to the days on which it may have been paid.
          `FROM payments p WHERE p.company = ? AND p.source = ? AND COALESCE(p.filed_on, p.paid_on) = ? AND p.paid_on BETWEEN '${addDays(date, 0 - DAYS_TO_CLEAR)}' AND '${addDays(date, 0)}'`
        : 'FROM payments p WHERE p.company = ? AND p.source = ? AND p.paid_on = ?',
    key: { sqlite: 'p.rowid', mariadb: 'p.id' },
    moment: 'p.paid_at',
    compared: ['p.transaction_id', 'p.order_no', CORRECTED],
    judge(cells, into) {
      into.amountFen = cells.whole(2)
      into.state = paymentState(into.amountFen)
    },
    columns: `p.transaction_id, p.order_no, ${CORRECTED} AS amount_fen, p.paid_at`,
    row({ transaction_id, order_no, amount_fen, paid_at }) {
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
      }
    },
  },
  refund: {
    from: (day) =>
      `FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.company = ? AND r.source = ? AND r.route = 'original' AND r.${snake(refundDay(day))} = ?`,
    key: { sqlite: 'r.rowid', mariadb: 'r.refund_no' },
    moment: 'COALESCE(r.succeeded_at, r.requested_at)',
    compared: ['r.refund_no', REFUND_AT_CHANNEL, 'r.amount_fen', 'r.status'],
    judge(cells, into) {
      into.amountFen = cells.whole(2)
      into.state = STATES[String(cells.value(3))] ?? 'pending'
    },
    columns: `r.refund_no, r.order_no, r.amount_fen, r.status, ${REFUND_AT_CHANNEL} AS channel_no, COALESCE(r.succeeded_at, r.requested_at) AS moment`,
    row({ refund_no, order_no, amount_fen, status, channel_no, moment }) {
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
      }
    },
  },
}

export const KINDS = ['payment', 'refund'] as const

export const isSqlite = (manager: EntityManager) => manager.connection.options.type === 'better-sqlite3'
/** What `from` has its question marks for. */
export const dayOf = ({ company, channel, date }: BillDay) => [company, channel, date]
