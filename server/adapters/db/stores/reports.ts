import type { EntityManager } from 'typeorm'
import type { Use } from '../../../../contract/words'
import type { ReportReader } from '../../../application/reportPort'
import type { Flow } from '../../../domain/report/flows'
import { whole } from '../whole'

type Row = Record<string, unknown>

const FLOW = 't.debit_account AS debitAccount, t.credit_account AS creditAccount, SUM(t.amount_fen) AS amountFen'
const BY_FLOW = 't.debit_account, t.credit_account'
const IN_DAYS = 't.company = ? AND t.effective_on BETWEEN ? AND ?'
const through = (account: string) => `(t.debit_account = '${account}' OR t.credit_account = '${account}')`

const flowOf = (row: Row): Flow => ({
  debitAccount: String(row.debitAccount),
  creditAccount: String(row.creditAccount),
  amountFen: whole(row.amountFen),
})
const textOrNull = (value: unknown) => (value === null || value === undefined ? null : String(value))

/** Sums for the finance desk's reports. The same text runs on both engines; `use` is a word of MariaDB and stands in quotes. */
export function reportReader(manager: EntityManager): ReportReader {
  const ask = (sql: string, values: unknown[]): Promise<Row[]> => manager.query(sql, values)

  return {
    async clearingByDay(company, { from, to }) {
      const rows = await ask(
        `SELECT t.effective_on AS date, ${FLOW} FROM transfers t
         WHERE ${IN_DAYS} AND (t.debit_account LIKE 'clearing:%' OR t.credit_account LIKE 'clearing:%')
         GROUP BY t.effective_on, ${BY_FLOW}`,
        [company, from, to],
      )
      return rows.map((row) => ({ ...flowOf(row), date: String(row.date) }))
    },

    async clearingCounts(company, { from, to }) {
      const rows = await ask(
        `SELECT t.effective_on AS date, t.debit_account AS account, COUNT(DISTINCT t.evidence_id) AS payments, 0 AS refunds FROM transfers t
         WHERE ${IN_DAYS} AND t.debit_account LIKE 'clearing:%' AND t.evidence_kind = 'payment' GROUP BY t.effective_on, t.debit_account
         UNION ALL SELECT t.effective_on AS date, t.credit_account AS account, 0 AS payments, COUNT(DISTINCT t.evidence_id) AS refunds FROM transfers t
         WHERE ${IN_DAYS} AND t.credit_account LIKE 'clearing:%' AND t.debit_account = 'refunds-payable' GROUP BY t.effective_on, t.credit_account`,
        [company, from, to, company, from, to],
      )
      return rows.map((row) => ({
        date: String(row.date),
        account: String(row.account),
        payments: whole(row.payments),
        refunds: whole(row.refunds),
      }))
    },

    async receivableByEstate(company, season, until) {
      const rows = await ask(
        `SELECT COALESCE(h.estate, '') AS estate, ${FLOW}, COUNT(DISTINCT t.household_id) AS households FROM transfers t
         LEFT JOIN households h ON h.id = t.household_id
         WHERE t.company = ? AND t.season = ? AND t.effective_on <= ? AND ${through('receivable')}
         GROUP BY COALESCE(h.estate, ''), ${BY_FLOW}`,
        [company, season, until],
      )
      return rows.map((row) => ({ ...flowOf(row), estate: String(row.estate), households: whole(row.households) }))
    },

    async arrears(company, until, openedBefore, season) {
      const ofSeason = season === undefined ? '' : ' AND t.season = ?'
      const rows = await ask(
        `SELECT l.season AS season, b.due_on AS dueOn, b.extra_due_on AS extraDueOn, COUNT(*) AS households,
           SUM(l.owed) AS owedFen, SUM(CASE WHEN COALESCE(b.extra, 0) < l.owed THEN COALESCE(b.extra, 0) ELSE l.owed END) AS extraFen
         FROM (SELECT t.household_id, t.season, SUM(CASE WHEN t.debit_account = 'receivable' THEN t.amount_fen ELSE 0 - t.amount_fen END) AS owed
           FROM transfers t WHERE t.company = ? AND t.effective_on <= ? AND ${through('receivable')}${ofSeason}
           GROUP BY t.household_id, t.season
           HAVING SUM(CASE WHEN t.debit_account = 'receivable' THEN t.amount_fen ELSE 0 - t.amount_fen END) <> 0) l
         LEFT JOIN (SELECT household_id, season, MIN(CASE WHEN kind = 'season' THEN due_on END) AS due_on,
             MIN(CASE WHEN kind <> 'season' THEN due_on END) AS extra_due_on,
             SUM(CASE WHEN kind <> 'season' AND opened_at < ? THEN billed_fen - reversed_fen - applied_fen ELSE 0 END) AS extra
           FROM bills WHERE company = ? GROUP BY household_id, season) b
           ON b.household_id = l.household_id AND b.season = l.season
         GROUP BY l.season, b.due_on, b.extra_due_on`,
        [company, until, ...(season === undefined ? [] : [season]), openedBefore, company],
      )
      return rows.map((row) => ({
        season: String(row.season),
        dueOn: textOrNull(row.dueOn),
        mainFen: whole(row.owedFen) - whole(row.extraFen),
        extraDueOn: textOrNull(row.extraDueOn),
        extraFen: whole(row.extraFen),
        households: whole(row.households),
      }))
    },

    async feesByUse(company, { from, to }) {
      const rows = await ask(
        `SELECT t.season AS season, h.\`use\` AS ofUse, ${FLOW} FROM transfers t LEFT JOIN households h ON h.id = t.household_id
         WHERE ${IN_DAYS} AND (${through('receivable')} OR ${through('late-fee-income')})
         GROUP BY t.season, h.\`use\`, ${BY_FLOW}`,
        [company, from, to],
      )
      return rows.map((row) => ({
        ...flowOf(row),
        season: textOrNull(row.season),
        use: textOrNull(row.ofUse) as Use | null,
      }))
    },

    async invoicedByUse(company, from, to) {
      const rows = await ask(
        `SELECT o.season AS season, h.\`use\` AS ofUse, SUM(i.amount_fen) AS amountFen FROM invoices i
         JOIN orders o ON o.order_no = i.order_no JOIN households h ON h.id = i.household_id
         WHERE i.company = ? AND i.state IN ('issued', 'reversed') AND i.issued_at >= ? AND i.issued_at < ?
         GROUP BY o.season, h.\`use\``,
        [company, from, to],
      )
      return rows.map((row) => ({
        season: String(row.season),
        use: String(row.ofUse) as Use,
        amountFen: whole(row.amountFen),
      }))
    },

    async ledgerSize(company) {
      const [row = {}] = await ask(
        'SELECT COUNT(*) AS transfers, SUM(amount_fen) AS amountFen FROM transfers WHERE company = ?',
        [company],
      )
      return { transfers: whole(row.transfers), amountFen: whole(row.amountFen) }
    },

    async eventsByDay(company, { from, to }) {
      const rows = await ask(
        `SELECT t.effective_on AS date, t.event AS event, ${FLOW}, COUNT(*) AS entries FROM transfers t
         WHERE ${IN_DAYS} GROUP BY t.effective_on, t.event, ${BY_FLOW}`,
        [company, from, to],
      )
      return rows.map((row) => ({
        ...flowOf(row),
        date: String(row.date),
        event: String(row.event),
        entries: whole(row.entries),
      }))
    },
  }
}
