import { type EntityManager, LessThanOrEqual, MoreThanOrEqual } from 'typeorm'
import type { ChannelOnDay, ClosingStore } from '../../../application/ports/closings'
import { addDays, civilDayOf } from '../../../domain/calendar/civilDate'
import { type ControlTotal, openDayFor } from '../../../domain/closing/closure'
import { digestOf } from '../../../domain/ledger/link'
import type { Transfer } from '../../../domain/ledger/transfer'
import * as tables from '../entities'
import { REFUND_DAY } from '../refundDay'
import { integerOf, rowsOf } from '../rows'

/**
 * Takes a company's closing for this transaction; gives the last closed day, '' before the first. A row that is written
 * protects on a cluster too, where a locking read does not (M2).
 */
export async function takeClosing(manager: EntityManager, company: string): Promise<string> {
  const rows = rowsOf(manager, tables.closingDays)
  const touch = () => rows.update({ touched: () => 'touched + 1' }, { company })
  if ((await touch()) === 0 && (await rows.insert({ company, closedUntil: '', touched: 0 })) === 'duplicate')
    await touch()
  return (await rows.one({ company }))?.closedUntil ?? ''
}

/** The last closed day as it is committed; '' before the first. */
export async function closedUntilOf(manager: EntityManager, company: string): Promise<string> {
  return (await rowsOf(manager, tables.closingDays).one({ company }))?.closedUntil ?? ''
}

/**
 * Moves what would count on a closed day to the first open one (M7: it is booked all the same), sealed again. What counts on
 * the day on which it is recorded costs one look: that day cannot be closed yet. What comes late waits for anyone who closes.
 */
export async function inOpenDays(manager: EntityManager, transfers: readonly Transfer[]): Promise<readonly Transfer[]> {
  const until = new Map<string, string>()
  for (const company of new Set(transfers.map((transfer) => transfer.company))) {
    const late = transfers.some((one) => one.company === company && one.effectiveOn < civilDayOf(one.recordedAt))
    until.set(company, late ? await takeClosing(manager, company) : await closedUntilOf(manager, company))
  }
  return transfers.map((transfer) => {
    const effectiveOn = openDayFor(transfer.effectiveOn, until.get(transfer.company) ?? '')
    if (effectiveOn === transfer.effectiveOn) return transfer
    const moved = { ...transfer, effectiveOn }
    return { ...moved, digest: digestOf(moved) }
  })
}

/** Money, runs, files and differences of a company, each with its channel and day; statements of our own account are not a channel's. */
const ACTIVE = `SELECT source AS channel, COALESCE(filed_on, paid_on) AS day FROM payments WHERE company = ? AND paid_on > ? AND paid_on <= ?
  UNION SELECT source, ${REFUND_DAY} FROM refunds WHERE company = ?
    AND ${REFUND_DAY} > ? AND ${REFUND_DAY} <= ?
  UNION SELECT channel, date FROM reconciliations WHERE company = ? AND date > ? AND date <= ? AND bill IN ('trade', 'fundflow')
  UNION SELECT channel, date FROM bill_files WHERE company = ? AND date > ? AND date <= ? AND bill IN ('trade', 'fundflow')
  UNION SELECT channel, date FROM differences WHERE company = ? AND date > ? AND date <= ?`

const ACTIVE_PARTS = 5

const FAR = '9999-12-31'

const active = (company: string, after: string, until: string) =>
  Array.from({ length: ACTIVE_PARTS }, () => [company, after, until]).flat()

type Counted = { channel: string; number: unknown; latest?: unknown }

/** Closed days; a closure is a row that nobody changes. */
export function closingStore(manager: EntityManager): ClosingStore {
  const days = rowsOf(manager, tables.closingDays)
  const closures = rowsOf(manager, tables.closures)
  const accounts = rowsOf(manager, tables.closureAccounts)

  async function byChannel(sql: string, company: string, date: string): Promise<Map<string, Counted>> {
    const rows: Counted[] = await manager.query(sql, [company, date])
    return new Map(rows.map((row) => [row.channel, row]))
  }

  async function sums(company: string, since: string, until: string): Promise<ControlTotal[]> {
    const rows: { account: string; debit: unknown; credit: unknown }[] = await manager.query(
      `SELECT account, SUM(debit) AS debit, SUM(credit) AS credit FROM (
        SELECT debit_account AS account, SUM(amount_fen) AS debit, 0 AS credit FROM transfers
          WHERE company = ? AND effective_on BETWEEN ? AND ? GROUP BY debit_account
        UNION ALL SELECT credit_account, 0, SUM(amount_fen) FROM transfers
          WHERE company = ? AND effective_on BETWEEN ? AND ? GROUP BY credit_account
      ) sides GROUP BY account ORDER BY account`,
      [company, since, until, company, since, until],
    )
    return rows.map(({ account, debit, credit }) => ({
      account,
      debitFen: integerOf(debit),
      creditFen: integerOf(credit),
    }))
  }

  return {
    take: (company) => takeClosing(manager, company),
    closedUntil: (company) => closedUntilOf(manager, company),
    advance: async (company, from, to) =>
      (await days.update({ closedUntil: to }, { company, closedUntil: from })) === 1,

    async firstActiveAfter(company, after) {
      const [row]: { day: string | null }[] = await manager.query(
        `SELECT MIN(day) AS day FROM (${ACTIVE}) active`,
        active(company, after, FAR),
      )
      return row?.day ?? undefined
    },

    async channelsOn(company, date) {
      const dayBefore = addDays(date, -1)
      const there: { channel: string }[] = await manager.query(
        `SELECT DISTINCT channel FROM (${ACTIVE}) active WHERE day = ? ORDER BY channel`,
        [...active(company, dayBefore, date), date],
      )
      const runs = await byChannel(
        `SELECT channel, COUNT(*) AS number, MAX(ran_at) AS latest FROM reconciliations
          WHERE company = ? AND date = ? GROUP BY channel`,
        company,
        date,
      )
      const aside = await byChannel(
        `SELECT f.channel AS channel, COUNT(*) AS number, MAX(f.received_at) AS latest FROM bill_files f
          WHERE f.company = ? AND f.date = ? AND f.status = 'quarantined' AND NOT EXISTS (SELECT 1 FROM reconciliations r
            WHERE r.company = f.company AND r.channel = f.channel AND r.bill = f.bill AND r.date = f.date AND r.ran_at >= f.received_at)
          GROUP BY f.channel`,
        company,
        date,
      )
      // A changed re-send that waits for a second person.
      const resent = await byChannel(
        `SELECT channel, COUNT(*) AS number FROM bill_files WHERE company = ? AND date = ? AND status = 'awaiting' GROUP BY channel`,
        company,
        date,
      )
      // A file in force with which its day was not reconciled yet: a crash came between, or it was approved just now.
      const unread = await byChannel(
        `SELECT channel, COUNT(*) AS number FROM bill_files f WHERE company = ? AND date = ? AND status = 'imported'
          AND NOT EXISTS (SELECT 1 FROM reconciliations r
            WHERE r.company = f.company AND r.channel = f.channel AND r.bill = f.bill AND r.date = f.date AND r.file_id = f.id)
          GROUP BY channel`,
        company,
        date,
      )
      const proposed = await byChannel(
        `SELECT d.channel AS channel, COUNT(*) AS number FROM differences d JOIN approvals a ON a.subject = d.id
          AND a.company = d.company AND a.deed = 'resolve-difference' AND a.status = 'proposed'
          WHERE d.company = ? AND d.date = ? AND d.status = 'open' GROUP BY d.channel`,
        company,
        date,
      )
      const open = await byChannel(
        `SELECT channel, COUNT(*) AS number, SUM(CASE WHEN kind = 'carried-over' THEN 1 ELSE 0 END) AS latest FROM differences
          WHERE company = ? AND date = ? AND status = 'open' GROUP BY channel`,
        company,
        date,
      )
      const moment = (of: Map<string, Counted>, channel: string) => {
        const row = of.get(channel)
        return row === undefined ? null : integerOf(row.latest)
      }
      return there.map(
        ({ channel }): ChannelOnDay => ({
          channel,
          ranAt: moment(runs, channel),
          quarantinedAt: moment(aside, channel),
          unreconciled: integerOf(unread.get(channel)?.number),
          awaiting: integerOf(resent.get(channel)?.number) + integerOf(proposed.get(channel)?.number),
          open: integerOf(open.get(channel)?.number),
          carriedOver: integerOf(open.get(channel)?.latest),
        }),
      )
    },

    async totals(company, since, until) {
      const [row]: { first_on: string | null; number: unknown; amount: unknown }[] = await manager.query(
        `SELECT MIN(effective_on) AS first_on, COUNT(*) AS number, SUM(amount_fen) AS amount FROM transfers
          WHERE company = ? AND effective_on >= ? AND effective_on <= ?`,
        [company, since ?? '', until],
      )
      return {
        first: row?.first_on ?? null,
        transfers: integerOf(row?.number),
        amountFen: integerOf(row?.amount),
        accounts: await sums(company, since ?? '', until),
      }
    },

    async insert(closure, totals) {
      await closures.insertMany([closure])
      await accounts.insertMany(totals.map((total) => ({ closureId: closure.id, ...total })))
    },
    byDate: (company, date) => closures.one({ company, date }),
    covering: (company, date) => closures.one({ company, since: LessThanOrEqual(date), date: MoreThanOrEqual(date) }),
    accountsOf: async (closureId) =>
      (await accounts.many({ closureId }, { account: 'ASC' })).map(({ account, debitFen, creditFen }) => ({
        account,
        debitFen,
        creditFen,
      })),
    async page(company, offset, limit) {
      const query = closures.query('c').where({ company }).orderBy('c.date', 'DESC').skip(offset).take(limit)
      const [rows, total] = await query.getManyAndCount()
      return { rows, total }
    },
  }
}
