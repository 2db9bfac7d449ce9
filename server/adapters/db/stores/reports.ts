import { type EntityManager, LessThanOrEqual, MoreThanOrEqual } from 'typeorm'
import type { Use } from '../../../../contract/words'
import type { ReportReader, VoucherExportStore } from '../../../application/ports/reports'
import type { Flow } from '../../../domain/report/daily'
import * as tables from '../entities'
import { integerOf, rowsOf } from '../rows'

type Row = Record<string, unknown>

const FLOW = 't.debit_account AS debitAccount, t.credit_account AS creditAccount, SUM(t.amount_fen) AS amountFen'

const BY_FLOW = 't.debit_account, t.credit_account'

const IN_DAYS = 't.company = ? AND t.effective_on BETWEEN ? AND ?'

const through = (account: string) => `(t.debit_account = '${account}' OR t.credit_account = '${account}')`

const flowOf = (row: Row): Flow => ({
  debitAccount: String(row.debitAccount),
  creditAccount: String(row.creditAccount),
  amountFen: integerOf(row.amountFen),
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
        payments: integerOf(row.payments),
        refunds: integerOf(row.refunds),
      }))
    },

    async balances(company, from, until) {
      const gained = (of: string) =>
        `SUM(CASE WHEN t.debit_account ${of} THEN t.amount_fen ELSE 0 END) - SUM(CASE WHEN t.credit_account ${of} THEN t.amount_fen ELSE 0 END)`
      const [row = {}] = await ask(
        `SELECT ${gained("= 'suspense'")} AS suspense, SUM(CASE WHEN t.effective_on < ? AND t.debit_account LIKE 'clearing:%' THEN t.amount_fen ELSE 0 END)
           - SUM(CASE WHEN t.effective_on < ? AND t.credit_account LIKE 'clearing:%' THEN t.amount_fen ELSE 0 END) AS clearing
         FROM transfers t WHERE t.company = ? AND t.effective_on <= ?`,
        [from, from, company, until],
      )
      return { clearingFen: integerOf(row.clearing), suspenseFen: 0 - integerOf(row.suspense) }
    },

    async billedByEstate(company, season) {
      const rows = await ask(
        `SELECT h.estate AS estate, COUNT(DISTINCT b.household_id) AS households, SUM(b.billed_fen - b.reversed_fen) AS billedFen, SUM(b.applied_fen) AS appliedFen
         FROM bills b JOIN households h ON h.id = b.household_id WHERE b.company = ? AND b.season = ? GROUP BY h.estate`,
        [company, season],
      )
      return rows.map((row) => ({
        estate: String(row.estate),
        households: integerOf(row.households),
        billedFen: integerOf(row.billedFen),
        appliedFen: integerOf(row.appliedFen),
      }))
    },

    async receivableAfter(company, season, day) {
      const rows = await ask(
        `SELECT h.estate AS estate, t.event AS event, ${FLOW}, COUNT(DISTINCT t.household_id) AS households FROM transfers t
         JOIN households h ON h.id = t.household_id
         WHERE t.company = ? AND t.effective_on > ? AND t.season = ? AND ${through('receivable')}
         GROUP BY h.estate, t.event, ${BY_FLOW}`,
        [company, day, season],
      )
      return rows.map((row) => ({
        ...flowOf(row),
        estate: String(row.estate),
        event: String(row.event),
        households: integerOf(row.households),
      }))
    },

    async arrears(company, until, season) {
      const [ofBills, ofTransfers] = season === undefined ? ['', ''] : [' AND b.season = ?', ' AND t.season = ?']
      const seasons = season === undefined ? [] : [season]
      // What the bills say now, less what went through the receivables after the day; the latter is little for a day not long ago.
      const rows = await ask(
        `SELECT x.season AS season, x.due_on AS dueOn, x.extra_due_on AS extraDueOn, COUNT(*) AS households, SUM(x.main) AS mainFen, SUM(x.extra) AS extraFen
         FROM (SELECT y.household_id, y.season, MIN(y.due_on) AS due_on, MIN(y.extra_due_on) AS extra_due_on, SUM(y.main) AS main, SUM(y.extra) AS extra
           FROM (SELECT b.household_id, b.season, CASE WHEN b.kind = 'season' THEN b.due_on END AS due_on, CASE WHEN b.kind <> 'season' THEN b.due_on END AS extra_due_on,
               CASE WHEN b.kind = 'season' THEN b.billed_fen - b.reversed_fen - b.applied_fen ELSE 0 END AS main,
               CASE WHEN b.kind <> 'season' THEN b.billed_fen - b.reversed_fen - b.applied_fen ELSE 0 END AS extra
             FROM bills b WHERE b.company = ? AND b.billed_fen - b.reversed_fen - b.applied_fen <> 0${ofBills}
             UNION ALL
             SELECT t.household_id, t.season, (SELECT MIN(b.due_on) FROM bills b WHERE b.household_id = t.household_id AND b.season = t.season AND b.kind = 'season') AS due_on,
               NULL AS extra_due_on,
               CASE WHEN t.event IN ('top-up-billed', 'meter-test-billed') THEN 0 WHEN t.debit_account = 'receivable' THEN 0 - t.amount_fen ELSE t.amount_fen END AS main,
               CASE WHEN t.event NOT IN ('top-up-billed', 'meter-test-billed') THEN 0 WHEN t.debit_account = 'receivable' THEN 0 - t.amount_fen ELSE t.amount_fen END AS extra
             FROM transfers t WHERE t.company = ? AND t.effective_on > ? AND ${through('receivable')}${ofTransfers}) y
           GROUP BY y.household_id, y.season HAVING SUM(y.main) <> 0 OR SUM(y.extra) <> 0) x
         GROUP BY x.season, x.due_on, x.extra_due_on`,
        [company, ...seasons, company, until, ...seasons],
      )
      return rows.map((row) => ({
        season: String(row.season),
        dueOn: textOrNull(row.dueOn),
        mainFen: integerOf(row.mainFen),
        extraDueOn: textOrNull(row.extraDueOn),
        extraFen: integerOf(row.extraFen),
        households: integerOf(row.households),
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
        amountFen: integerOf(row.amountFen),
      }))
    },

    async ledgerSize(company) {
      const [row = {}] = await ask(
        'SELECT COUNT(*) AS transfers, SUM(amount_fen) AS amountFen FROM transfers WHERE company = ?',
        [company],
      )
      return { transfers: integerOf(row.transfers), amountFen: integerOf(row.amountFen) }
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
        entries: integerOf(row.entries),
      }))
    },
  }
}

/** Files of vouchers that were exported. */
export function voucherExportStore(manager: EntityManager): VoucherExportStore {
  const rows = rowsOf(manager, tables.voucherExports)
  const newest = { exportedAt: 'DESC', id: 'DESC' } as const
  return {
    insert: (exported) => rows.insertMany([exported]),
    byId: (id) => rows.one({ id }),
    list: (company, limit) => rows.many({ company }, newest, limit),
    overlapping: (company, template, { from, to }) =>
      rows.many({ company, template, firstDay: LessThanOrEqual(to), lastDay: MoreThanOrEqual(from) }, newest),
  }
}
