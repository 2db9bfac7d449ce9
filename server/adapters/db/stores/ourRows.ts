import type { EntityManager } from 'typeorm'
import type { OurPage } from '../../../application/reconciliationPorts'
import { type BillDay, refundDay } from '../../../domain/reconciliation/billFile'
import type { OurRow, RowKind, RowState } from '../../../domain/reconciliation/row'
import { snake } from '../entities/table'
import { streamRows } from '../streamRows'

const STATES: Record<string, RowState> = { requested: 'pending', succeeded: 'settled', failed: 'failed' }

type Cells = (string | number | null)[]

const text = (value: Cells[number] | undefined) => (value === null || value === undefined ? null : String(value))

/** Where rows of a kind are, which columns are read, and how they are a row of ours. */
interface Table {
  from(day: BillDay): string
  /** The key of the page order: the primary key, by which every index of the engine is ordered within equal values. */
  key: { sqlite: string; mariadb: string }
  moment: string
  columns: string
  row(cells: Cells): OurRow
}

const TABLES: Record<RowKind, Table> = {
  payment: {
    from: () => 'FROM payments p WHERE p.company = ? AND p.source = ? AND p.paid_on = ?',
    key: { sqlite: 'p.rowid', mariadb: 'p.id' },
    moment: 'p.paid_at',
    columns: 'p.transaction_id, p.order_no, p.amount_fen, p.paid_at, p.corrected_fen',
    row([transactionId, orderNo, bookedFen, paidAt, correctedFen]) {
      const channelNo = String(transactionId)
      const amountFen = Number(bookedFen) + Number(correctedFen ?? 0)
      return {
        kind: 'payment',
        // Two people have decided that the channel never had it, or has it in another row.
        state: amountFen > 0 ? 'settled' : 'failed',
        key: channelNo,
        otherKey: text(orderNo) ?? '',
        amountFen,
        orderNo: text(orderNo),
        channelNo,
        at: Number(paidAt),
      }
    },
  },
  refund: {
    from: (day) =>
      `FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.company = ? AND r.source = ? AND r.route = 'original' AND r.${snake(refundDay(day))} = ?`,
    key: { sqlite: 'r.rowid', mariadb: 'r.refund_no' },
    moment: 'COALESCE(r.succeeded_at, r.requested_at)',
    columns:
      'r.refund_no, r.order_no, r.amount_fen, r.status, r.channel_refund_id, p.transaction_id, COALESCE(r.succeeded_at, r.requested_at)',
    row([refundNo, orderNo, amountFen, status, refundId, transactionId, moment]) {
      // A channel without refund numbers of its own names the payment's.
      const channelNo = text(refundId) ?? String(transactionId)
      return {
        kind: 'refund',
        state: STATES[String(status)] ?? 'pending',
        key: String(refundNo),
        otherKey: channelNo,
        amountFen: Number(amountFen),
        orderNo: text(orderNo),
        channelNo,
        at: Number(moment),
      }
    },
  },
}

/**
 * Rows a page: so many come from the driver as one JSON text, which costs a third of as many rows one by one. Within one
 * process few are best, so that a second look at one row's page is cheap; over a line each page costs a round trip.
 */
const PAGE_ROWS = { sqlite: 250, mariadb: 1000 }

const isSqlite = (manager: EntityManager) => manager.connection.options.type === 'better-sqlite3'
const dayOf = ({ company, channel, date }: BillDay) => [company, channel, date]

/** How many payments and refunds belong in a day's file. */
export async function countOurs(manager: EntityManager, day: BillDay): Promise<number> {
  let count = 0
  for (const table of Object.values(TABLES)) {
    await streamRows(manager, `SELECT COUNT(*) AS n ${table.from(day)}`, dayOf(day), (row) => {
      count += Number(row.n)
    })
  }
  return count
}

/** One page in the order of the key: its rows, and the key of its last; undefined when there are no more. */
async function readPage(
  manager: EntityManager,
  day: BillDay,
  { kind, condition, parameters }: { kind: RowKind; condition: string; parameters: readonly (string | number)[] },
): Promise<{ rows: Cells[]; until: string | number } | undefined> {
  const table = TABLES[kind]
  const sqlite = isSqlite(manager)
  const key = sqlite ? table.key.sqlite : table.key.mariadb
  const [all, one] = sqlite ? ['json_group_array', 'json_array'] : ['JSON_ARRAYAGG', 'JSON_ARRAY']
  const names = table.columns.split(/, (?![^(]*\))/).map((column, index) => `${column} AS c${index}`)
  const cells = names.map((_, index) => `c${index}`).join(', ')
  let page: { rows: Cells[]; until: string | number } | undefined
  await streamRows(
    manager,
    `SELECT ${all}(${one}(${cells})) AS page, MAX(place) AS last_place
       FROM (SELECT ${key} AS place, ${names.join(', ')} ${table.from(day)}${condition} ORDER BY ${key} LIMIT ${sqlite ? PAGE_ROWS.sqlite : PAGE_ROWS.mariadb}) AS rows_of_page`,
    [...dayOf(day), ...parameters],
    ({ page: json, last_place: until }) => {
      if (typeof until !== 'string' && typeof until !== 'number') return
      // Some drivers give JSON already parsed.
      page = { rows: typeof json === 'string' ? JSON.parse(json) : json, until } as typeof page
    },
  )
  return page
}

interface Look {
  /** Takes those of the day whose moment lies in a span. */
  between?: { from: number; until: number }
  turn?: (page: OurPage) => void
}

/** Shows our rows of a day one by one. */
export async function eachOfOurs(
  manager: EntityManager,
  day: BillDay,
  visit: (row: OurRow) => void,
  { between, turn }: Look = {},
): Promise<void> {
  for (const kind of ['payment', 'refund'] as const) {
    const { key, moment, row } = TABLES[kind]
    const [place, first] = isSqlite(manager) ? [key.sqlite, 0] : [key.mariadb, '']
    const span = between ? ` AND ${moment} >= ? AND ${moment} < ?` : ''
    const bounds = between ? [between.from, between.until] : []
    for (let after: string | number = first; ; ) {
      const condition = `${span} AND ${place} > ?`
      const page = await readPage(manager, day, { kind, condition, parameters: [...bounds, after] })
      if (!page) break
      for (const cells of page.rows) visit(row(cells))
      turn?.({ kind, after, until: page.until })
      after = page.until
    }
  }
}

/** Shows the rows of one page again. */
export async function eachOfPage(
  manager: EntityManager,
  day: BillDay,
  { kind, after, until }: OurPage,
  visit: (row: OurRow) => void,
): Promise<void> {
  const { key, row } = TABLES[kind]
  const place = isSqlite(manager) ? key.sqlite : key.mariadb
  const page = await readPage(manager, day, {
    kind,
    condition: ` AND ${place} > ? AND ${place} <= ?`,
    parameters: [after, until],
  })
  for (const cells of page?.rows ?? []) visit(row(cells))
}
