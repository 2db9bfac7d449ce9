import type { EntityManager } from 'typeorm'
import { addDays, type CivilDate, civilDayOf, earlierOf } from '../../../domain/calendar/civilDate'
import type { BillFacts, BooksFacts, WaitingMoney } from '../../../domain/closing/judgement'
import type { ChannelFileKind } from '../../../domain/reconciliation/channelFile'
import { REFUND_DAY } from '../refundDay'
import { integerOf } from '../rows'

type Row = Record<string, unknown>

const PAYMENT_DAY = 'COALESCE(filed_on, paid_on)'

/** Money, runs, files and differences of a company from a day on, each with its channel and day; statements of our own account are not a channel's. */
const ACTIVE = `SELECT channel, day, MAX(trade) AS trade FROM (
  SELECT source AS channel, ${PAYMENT_DAY} AS day, 1 AS trade FROM payments WHERE company = ? AND (paid_on >= ? OR filed_on >= ?) GROUP BY source, ${PAYMENT_DAY}
  UNION ALL SELECT source, ${REFUND_DAY}, 1 FROM refunds WHERE company = ? AND ${REFUND_DAY} >= ?
  UNION ALL SELECT channel, date, 1 FROM reconciliations WHERE company = ? AND date >= ? AND bill IN ('trade', 'fundflow')
  UNION ALL SELECT channel, date, 1 FROM bill_files WHERE company = ? AND date >= ? AND bill IN ('trade', 'fundflow')
  UNION ALL SELECT channel, date, 0 FROM differences WHERE company = ? AND date >= ?
) active WHERE day >= ? GROUP BY channel, day`

/** Runs of the days from one on; of our own accounts' statements all, since a missing one is missed on closed days too. */
const RUNS = `SELECT channel, bill, date, MAX(ran_at) AS latest FROM reconciliations
  WHERE company = ? AND (date >= ? OR bill = 'statement') GROUP BY channel, bill, date`

/** Files that are not settled: put aside after the last run, in force and not read, sent again and waiting. */
const FILES = `SELECT f.channel AS channel, f.bill AS bill, f.date AS date,
    SUM(CASE WHEN f.status = 'quarantined' AND NOT EXISTS (SELECT 1 FROM reconciliations r
      WHERE r.company = f.company AND r.channel = f.channel AND r.bill = f.bill AND r.date = f.date AND r.ran_at >= f.received_at)
      THEN 1 ELSE 0 END) AS quarantined,
    SUM(CASE WHEN f.status = 'imported' AND NOT EXISTS (SELECT 1 FROM reconciliations r
      WHERE r.company = f.company AND r.channel = f.channel AND r.bill = f.bill AND r.date = f.date AND r.file_id = f.id)
      THEN 1 ELSE 0 END) AS unread,
    SUM(CASE WHEN f.status = 'awaiting' THEN 1 ELSE 0 END) AS resent
  FROM bill_files f WHERE f.company = ? AND (f.date >= ? OR f.bill = 'statement') GROUP BY f.channel, f.bill, f.date`

const PROPOSED = `d.id IN (SELECT a.subject FROM approvals a
  WHERE a.company = ? AND a.status = 'proposed' AND a.deed = 'resolve-difference')`

const DIFFERENCES = `SELECT channel, date, COUNT(*) AS number, SUM(proposed) AS proposed,
    SUM(CASE WHEN proposed = 0 AND kind = 'carried-over' THEN 1 ELSE 0 END) AS carried
  FROM (SELECT d.channel AS channel, d.date AS date, d.kind AS kind, CASE WHEN ${PROPOSED} THEN 1 ELSE 0 END AS proposed
    FROM differences d WHERE d.company = ? AND d.status = 'open') open_differences GROUP BY channel, date`

const SUSPENSE = `SELECT p.source AS channel, COALESCE(p.filed_on, p.paid_on) AS date, COUNT(*) AS number, SUM(s.amount_fen) AS amount
  FROM suspense_items s JOIN payments p ON p.id = s.payment_id
  WHERE s.company = ? AND s.status = 'open' GROUP BY p.source, COALESCE(p.filed_on, p.paid_on)`

const FAILED = `SELECT source AS channel, requested_at AS moment, amount_fen AS amount FROM refunds
  WHERE company = ? AND status = 'failed' AND attended_at IS NULL`

const STRAY = `SELECT channel, told_at AS moment, amount_fen AS amount FROM stray_refunds WHERE company = ? AND status = 'open'`

const FOLLOW_UPS = `SELECT channel, opened_at AS moment, amount_fen AS amount FROM follow_ups WHERE company = ? AND status = 'open'`

const APPROVALS = `SELECT COUNT(*) AS number, MIN(made_at) AS since, SUM(amount_fen) AS amount FROM approvals
  WHERE company = ? AND status = 'proposed'`

const textOf = (value: unknown) => String(value)

/** Rows of money with a moment, as sums of their day. */
function byDay(what: WaitingMoney['what'], rows: readonly Row[]): WaitingMoney[] {
  const days = new Map<string, WaitingMoney>()
  for (const row of rows) {
    const date = civilDayOf(integerOf(row.moment))
    const channel = textOf(row.channel)
    const key = `${date} ${channel}`
    const before = days.get(key) ?? { what, channel, date, count: 0, amountFen: 0 }
    days.set(key, { ...before, count: before.count + 1, amountFen: before.amountFen + integerOf(row.amount) })
  }
  return [...days.values()]
}

/** Runs and files of each day and bill, as the judgement takes them. */
function billsOf(runs: readonly Row[], files: readonly Row[]): BillFacts[] {
  const found = new Map<string, BillFacts>()
  const at = (row: Row): BillFacts => ({
    channel: textOf(row.channel),
    bill: textOf(row.bill) as ChannelFileKind,
    date: textOf(row.date),
    ran: false,
    quarantined: 0,
    unread: 0,
    resent: 0,
  })
  const keyOf = ({ channel, bill, date }: BillFacts) => `${channel} ${bill} ${date}`
  for (const row of runs) found.set(keyOf(at(row)), { ...at(row), ran: true })
  for (const row of files) {
    const before = found.get(keyOf(at(row))) ?? at(row)
    const counts = {
      quarantined: integerOf(row.quarantined),
      unread: integerOf(row.unread),
      resent: integerOf(row.resent),
    }
    found.set(keyOf(before), { ...before, ...counts })
  }
  return [...found.values()]
}

/** All that decides about a company's days (domain/closing/judgement.ts), in a few statements that each read by an index. */
export async function booksFacts(manager: EntityManager, company: string, from: CivilDate): Promise<BooksFacts> {
  const rowsOf = (sql: string, values: unknown[]): Promise<Row[]> => manager.query(sql, values)
  const [closing] = await rowsOf('SELECT closed_until FROM closing_days WHERE company = ?', [company])
  const closedUntil = closing ? textOf(closing.closed_until) : ''
  const first = closedUntil === '' ? '' : earlierOf(addDays(closedUntil, 1), from)
  const [began] = await rowsOf(
    `SELECT MIN(${PAYMENT_DAY}) AS day FROM payments WHERE company = ? AND ${PAYMENT_DAY} > ?`,
    [company, closedUntil],
  )
  const since = [company, first]
  const active = await rowsOf(ACTIVE, [company, first, first, ...since, ...since, ...since, ...since, first])
  const runs = await rowsOf(RUNS, since)
  const files = await rowsOf(FILES, since)
  const differences = await rowsOf(DIFFERENCES, [company, company])
  const suspense = await rowsOf(SUSPENSE, [company])
  const failed = await rowsOf(FAILED, [company])
  const stray = await rowsOf(STRAY, [company])
  const followUps = await rowsOf(FOLLOW_UPS, [company])
  const [approvals] = await rowsOf(APPROVALS, [company])
  return {
    closedUntil,
    beganOn: began?.day ? textOf(began.day) : null,
    active: active.map((row) => ({
      channel: textOf(row.channel),
      date: textOf(row.day),
      trade: integerOf(row.trade) === 1,
    })),
    bills: billsOf(runs, files),
    differences: differences.map((row) => ({
      channel: textOf(row.channel),
      date: textOf(row.date),
      open: integerOf(row.number),
      proposed: integerOf(row.proposed),
      carriedOver: integerOf(row.carried),
    })),
    money: [
      ...suspense.map(
        (row): WaitingMoney => ({
          what: 'suspense',
          channel: textOf(row.channel),
          date: textOf(row.date),
          count: integerOf(row.number),
          amountFen: integerOf(row.amount),
        }),
      ),
      ...byDay('failed-refunds', failed),
      ...byDay('stray-refunds', stray),
      ...byDay('follow-ups', followUps),
    ],
    approvals: {
      count: integerOf(approvals?.number),
      amountFen: integerOf(approvals?.amount),
      since: approvals?.since ? civilDayOf(integerOf(approvals.since)) : null,
    },
  }
}
