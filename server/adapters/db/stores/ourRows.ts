import type { EntityManager } from 'typeorm'
import type { OurPage } from '../../../application/reconciliationPorts'
import type { BillDay } from '../../../domain/reconciliation/billFile'
import type { OurRow } from '../../../domain/reconciliation/row'
import { streamRows } from '../streamRows'
import { dayOf, isSqlite, KINDS, TABLES } from './ourTables'

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
