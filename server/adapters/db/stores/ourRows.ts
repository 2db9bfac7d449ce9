import type { EntityManager } from 'typeorm'
import type { OurPage } from '../../../application/reconciliationPorts'
import { type BillDay, refundDay } from '../../../domain/reconciliation/billFile'
import type { OurRow, RowDigest, RowKind, RowState } from '../../../domain/reconciliation/row'
import { snake } from '../entities/table'
import { eachJsonRow, type JsonRow } from '../jsonRows'
import { streamRows } from '../streamRows'

const STATES: Record<string, RowState> = { requested: 'pending', succeeded: 'settled', failed: 'failed' }

/** A digest that one reader fills again for each row. */
interface Digest extends RowDigest {
  state: RowState
  amountFen: number
}

type Columns = Record<string, unknown>

const text = (value: unknown) => (value === null || value === undefined ? null : String(value))

/** Where rows of a kind are, which columns are read, and how they are a row of ours. */
interface Table {
  from(day: BillDay): string
  /** The key of the page order: the primary key, by which every index of the engine is ordered within equal values. */
  key: { sqlite: string; mariadb: string }
  moment: string
  /** What the exact pass compares: the two numbers, and what state and amount are told by. */
  compared: readonly string[]
  /** Reads state and amount of what is compared. */
  judge(cells: JsonRow, into: Digest): void
  columns: string
  row(columns: Columns): OurRow
}

// Two people have decided that the channel never had a payment, or has it in another row.
const paymentState = (amountFen: number): RowState => (amountFen > 0 ? 'settled' : 'failed')
const CORRECTED = 'p.amount_fen + COALESCE(p.corrected_fen, 0)'
// A channel without refund numbers of its own names the payment's.
const REFUND_AT_CHANNEL = 'COALESCE(r.channel_refund_id, p.transaction_id)'

const TABLES: Record<RowKind, Table> = {
  payment: {
    from: () => 'FROM payments p WHERE p.company = ? AND p.source = ? AND p.paid_on = ?',
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

/**
 * Rows a page: so many come from the driver as one JSON text, which costs a third of as many rows one by one. Within one
 * process few are best, because they stay in the processor's own memory; over a line each page costs a round trip.
 */
const PAGE_ROWS = { sqlite: 250, mariadb: 1000 }
const KINDS = ['payment', 'refund'] as const

const isSqlite = (manager: EntityManager) => manager.connection.options.type === 'better-sqlite3'
const dayOf = ({ company, channel, date }: BillDay) => [company, channel, date]

/** How many payments and refunds belong in a day's file. */
export async function countOurs(manager: EntityManager, day: BillDay): Promise<number> {
  let count = 0
  for (const kind of KINDS) {
    await streamRows(manager, `SELECT COUNT(*) AS n ${TABLES[kind].from(day)}`, dayOf(day), (row) => {
      count += Number(row.n)
    })
  }
  return count
}

/** How one page after a place is asked for, as bytes: no text is made of what is only compared. */
function pageQuery(sqlite: boolean, kind: RowKind, day: BillDay): string {
  const { key, compared, from } = TABLES[kind]
  const place = sqlite ? key.sqlite : key.mariadb
  const cells = compared.map((_, index) => `c${index}`).join(', ')
  const page = sqlite
    ? `CAST(json_group_array(json_array(${cells})) AS BLOB)`
    : `CAST(JSON_ARRAYAGG(JSON_ARRAY(${cells})) AS BINARY)`
  return `SELECT ${page} AS page, MAX(place) AS last_place
            FROM (SELECT ${place} AS place, ${compared.map((column, index) => `${column} AS c${index}`).join(', ')}
                    ${from(day)} AND ${place} > ? ORDER BY ${place} LIMIT ${sqlite ? PAGE_ROWS.sqlite : PAGE_ROWS.mariadb}) AS rows_of_page`
}

/** Shows what the exact pass compares of our rows of a day, one by one, and tells after each page where it lies. */
export async function eachOfOurs(
  manager: EntityManager,
  day: BillDay,
  visit: (row: RowDigest) => void,
  turn: (page: OurPage) => void,
): Promise<void> {
  const sqlite = isSqlite(manager)
  for (const kind of KINDS) {
    const { judge } = TABLES[kind]
    const query = pageQuery(sqlite, kind, day)
    const digest: Digest = {
      kind,
      state: 'settled',
      key: { low: 0, high: 0 },
      otherKey: { low: 0, high: 0 },
      amountFen: 0,
    }
    const read = (cells: JsonRow) => {
      cells.hash(0, digest.key)
      cells.hash(1, digest.otherKey)
      judge(cells, digest)
      visit(digest)
    }
    let after: string | number | undefined = sqlite ? 0 : ''
    while (after !== undefined) {
      let until: string | number | undefined
      await streamRows(manager, query, [...dayOf(day), after], ({ page, last_place: last }) => {
        if ((typeof last !== 'string' && typeof last !== 'number') || !(page instanceof Uint8Array)) return
        eachJsonRow(page, read)
        until = last
      })
      if (until !== undefined) turn({ kind, after, until })
      after = until
    }
  }
}

/** The rows of one page again, or the one at a place of it. */
export async function rowsOfPage(
  manager: EntityManager,
  day: BillDay,
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
export async function oursBetween(manager: EntityManager, day: BillDay, start: number, end: number): Promise<OurRow[]> {
  const found: OurRow[] = []
  for (const kind of KINDS) {
    const { columns, from, moment, row } = TABLES[kind]
    const query = `SELECT ${columns} ${from(day)} AND ${moment} >= ? AND ${moment} < ?`
    await streamRows(manager, query, [...dayOf(day), start, end], (read) => found.push(row(read)))
  }
  return found
}
