import type { EntityManager } from 'typeorm'
import { type BillDay, refundDay } from '../../../domain/reconciliation/billFile'
import type { OurRow, RowState } from '../../../domain/reconciliation/row'
import { snake } from '../entities/table'
import { streamRows } from '../streamRows'

const STATES: Record<string, RowState> = { requested: 'pending', succeeded: 'settled', failed: 'failed' }

const text = (value: unknown) => (value === null || value === undefined ? null : String(value))

const PAYMENTS = 'FROM payments WHERE company = ? AND source = ? AND paid_on = ?'
const refunds = (day: BillDay) =>
  `FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE r.company = ? AND r.source = ? AND r.${snake(refundDay(day))} = ?`

/** How many payments and refunds belong in a day's file. */
export async function countOurs(manager: EntityManager, day: BillDay): Promise<number> {
  let count = 0
  const add = (row: Record<string, unknown>) => {
    count += Number(row.n)
  }
  const parameters = [day.company, day.channel, day.date]
  await streamRows(manager, `SELECT COUNT(*) AS n ${PAYMENTS}`, parameters, add)
  await streamRows(manager, `SELECT COUNT(*) AS n ${refunds(day)}`, parameters, add)
  return count
}

/** Shows them one by one; `between` takes those of the day whose moment lies in a span. */
export async function eachOfOurs(
  manager: EntityManager,
  day: BillDay,
  visit: (row: OurRow) => void,
  between?: { from: number; until: number },
): Promise<void> {
  const span = (column: string) => (between ? ` AND ${column} >= ? AND ${column} < ?` : '')
  const parameters = [day.company, day.channel, day.date, ...(between ? [between.from, between.until] : [])]
  await streamRows(
    manager,
    `SELECT transaction_id, order_no, amount_fen, paid_at ${PAYMENTS}${span('paid_at')}`,
    parameters,
    (row) => {
      const orderNo = text(row.order_no)
      const transactionId = String(row.transaction_id)
      visit({
        kind: 'payment',
        state: 'settled',
        key: transactionId,
        otherKey: orderNo ?? '',
        amountFen: Number(row.amount_fen),
        orderNo,
        channelNo: transactionId,
        at: Number(row.paid_at),
      })
    },
  )
  await streamRows(
    manager,
    `SELECT r.refund_no, r.order_no, r.amount_fen, r.status, r.channel_refund_id, p.transaction_id,
            COALESCE(r.succeeded_at, r.requested_at) AS moment ${refunds(day)}${span('COALESCE(r.succeeded_at, r.requested_at)')}`,
    parameters,
    (row) => {
      // A channel without refund numbers of its own names the payment's.
      const channelNo = text(row.channel_refund_id) ?? String(row.transaction_id)
      visit({
        kind: 'refund',
        state: STATES[String(row.status)] ?? 'pending',
        key: String(row.refund_no),
        otherKey: channelNo,
        amountFen: Number(row.amount_fen),
        orderNo: text(row.order_no),
        channelNo,
        at: Number(row.moment),
      })
    },
  )
}
