import type { EntityManager } from 'typeorm'
import type { FoundMoney } from '../../../application/ports/desk'
import { civilDayOf } from '../../../domain/calendar/civilDate'
import { integerOf } from '../rows'

type Row = Record<string, unknown>

/** Comes after every sign that a number can have. */
const LAST = '\uffff'

const PAYMENT = `SELECT 'payment' AS kind, id, source AS channel, transaction_id AS number, amount_fen AS amount, paid_on AS day,
  household_id AS household FROM payments`

const ORDER = `SELECT 'order' AS kind, order_no AS id, channel, order_no AS number, amount_fen AS amount, created_at AS day,
  household_id AS household FROM orders`

const REFUND = `SELECT 'refund' AS kind, refund_no AS id, source AS channel, refund_no AS number, amount_fen AS amount, requested_at AS day,
  NULL AS household FROM refunds`

const ENTRY = `SELECT 'bank-entry' AS kind, id, statement AS channel, bank_reference AS number, amount_fen AS amount, booked_on AS day,
  NULL AS household FROM bank_entries`

const DIFFERENCE = `SELECT 'difference' AS kind, id, channel, COALESCE(channel_no, order_no) AS number,
  COALESCE(their_fen, our_fen, 0) AS amount, date AS day, NULL AS household FROM differences`

function found(row: Row): FoundMoney {
  const day = String(row.day)
  return {
    kind: row.kind as FoundMoney['kind'],
    id: String(row.id),
    channel: String(row.channel),
    number: String(row.number),
    amountFen: integerOf(row.amount),
    date: day.includes('-') ? day : civilDayOf(integerOf(row.day)),
    householdId: row.household === null ? null : String(row.household),
  }
}

/** Money by a number's beginning or by its amount; each statement reads by an index. */
export function findMoney(manager: EntityManager) {
  const ask = async (sql: string, values: unknown[]): Promise<FoundMoney[]> =>
    ((await manager.query(sql, values)) as Row[]).map(found)

  return {
    async byNumber(company: string, beginning: string, limit: number): Promise<FoundMoney[]> {
      const range = [beginning, `${beginning}${LAST}`]
      const own = (column: string) =>
        `WHERE company = ? AND ${column} >= ? AND ${column} < ? ORDER BY ${column} LIMIT ?`
      const lists = [
        await ask(`${PAYMENT} ${own('transaction_id')}`, [company, ...range, limit]),
        await ask(`${ORDER} WHERE order_no >= ? AND order_no < ? AND company = ? ORDER BY order_no LIMIT ?`, [
          ...range,
          company,
          limit,
        ]),
        await ask(`${REFUND} WHERE refund_no >= ? AND refund_no < ? AND company = ? ORDER BY refund_no LIMIT ?`, [
          ...range,
          company,
          limit,
        ]),
        await ask(`${ENTRY} ${own('bank_reference')}`, [company, ...range, limit]),
        await ask(
          `${DIFFERENCE} WHERE company = ? AND status = 'open' AND (channel_no = ? OR order_no = ?) ORDER BY date LIMIT ?`,
          [company, beginning, beginning, limit],
        ),
      ]
      return lists.flat()
    },
    async byAmount(company: string, amountFen: number, limit: number): Promise<FoundMoney[]> {
      const payments = await ask(`${PAYMENT} WHERE company = ? AND amount_fen = ? ORDER BY id DESC LIMIT ?`, [
        company,
        amountFen,
        limit,
      ])
      const entries = await ask(`${ENTRY} WHERE company = ? AND amount_fen = ? ORDER BY id DESC LIMIT ?`, [
        company,
        amountFen,
        limit,
      ])
      return [...payments, ...entries]
    },
  }
}
