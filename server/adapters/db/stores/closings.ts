import { type EntityManager, LessThanOrEqual, MoreThanOrEqual } from 'typeorm'
import type { ClosingStore } from '../../../application/ports/closings'
import { civilDayOf } from '../../../domain/calendar/civilDate'
import { type ControlTotal, openDayFor } from '../../../domain/closing/closure'
import { digestOf } from '../../../domain/ledger/link'
import type { Transfer } from '../../../domain/ledger/transfer'
import * as tables from '../entities'
import { integerOf, rowsOf } from '../rows'
import { booksFacts } from './booksFacts'

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
 * Moves what would count on a closed day to the first open one (M7: it is booked all the same), with a new digest. For what counts
 * on the day on which it is recorded it is enough to read the last closed day: that day cannot be closed yet. What counts on an
 * earlier one takes the closing (takeClosing), and so waits for anyone who closes just now.
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

/** Closed days; a closure is a row that nobody changes. */
export function closingStore(manager: EntityManager): ClosingStore {
  const days = rowsOf(manager, tables.closingDays)
  const closures = rowsOf(manager, tables.closures)
  const accounts = rowsOf(manager, tables.closureAccounts)

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

    facts: (company, from) => booksFacts(manager, company, from),
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
