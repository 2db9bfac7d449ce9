import { type EntityManager, In } from 'typeorm'
import type { LedgerLink } from '../../../domain/ledger/link'
import type { Transfer } from '../../../domain/ledger/transfer'
import * as tables from '../entities'
import type { TableShape } from '../entities/table'
import { repositoryOf } from '../rows'

/**
 * A rule between tables as SQL: a query of what breaks it, in columns `id`, `expected` and `found` (and `id2` where a row
 * is named by two). The same text runs on SQLite and on MariaDB.
 */
export interface InvariantQuery {
  name: string
  holds: string
  /** Where the broken row is. */
  table: string
  broken: string
}

/** What an account has, credits above debits, of the transfers that a query sees. */
export const credited = (account: string, of = ''): string =>
  `SUM(CASE WHEN ${of}credit_account = '${account}' THEN ${of}amount_fen ELSE 0 END) - SUM(CASE WHEN ${of}debit_account = '${account}' THEN ${of}amount_fen ELSE 0 END)`

/** What went from one account to another. */
export const moved = (debit: string, credit: string): string =>
  `SUM(CASE WHEN debit_account = '${debit}' AND credit_account = '${credit}' THEN amount_fen ELSE 0 END)`

const PAGE = 2000

/** Rows in the order of their one or two keys, a page at a time, so that any number of them fits into memory. */
export async function* inOrder<T extends object>(
  manager: EntityManager,
  table: TableShape<T>,
  keys: readonly (keyof T & string)[],
  { select, where = '1 = 1' }: { select?: readonly (keyof T & string)[]; where?: string } = {},
): AsyncIterable<T> {
  let last: T | undefined
  for (;;) {
    const query = repositoryOf(manager, table).createQueryBuilder('r').where(where)
    if (select) query.select(select.map((column) => `r.${column}`))
    if (last) query.andWhere(...after(keys, last))
    for (const key of keys) query.addOrderBy(`r.${key}`)
    const rows = await query.take(PAGE).getMany()
    yield* rows
    last = rows.at(-1)
    if (rows.length < PAGE) return
  }
}

/** Rows that come after the one seen. */
function after<T extends object>(keys: readonly (keyof T & string)[], seen: T): [string, Record<string, unknown>] {
  const [first, second] = keys
  const parameters = { first: first && seen[first], second: second && seen[second] }
  if (second === undefined) return [`r.${first} > :first`, parameters]
  return [`(r.${first} > :first OR (r.${first} = :first AND r.${second} > :second))`, parameters]
}

const AT_ONCE = 500

/** The ledger's links by company and number. */
export const linksInOrder = (manager: EntityManager): AsyncIterable<LedgerLink> =>
  inOrder(manager, tables.ledgerLinks, ['company', 'sequence'])

/** The same, each with its transfer; null where that is gone. */
export async function* linkedTransfers(
  manager: EntityManager,
): AsyncIterable<LedgerLink & { transfer: Transfer | null }> {
  let links: LedgerLink[] = []
  for await (const link of linksInOrder(manager)) {
    links.push(link)
    if (links.length < AT_ONCE) continue
    yield* await withTransfers(manager, links)
    links = []
  }
  yield* await withTransfers(manager, links)
}

async function withTransfers(manager: EntityManager, links: readonly LedgerLink[]) {
  if (links.length === 0) return []
  const ids = links.map(({ transferId }) => transferId)
  const transfers = await repositoryOf(manager, tables.transfers).findBy({ id: In(ids) })
  const byId = new Map(transfers.map((transfer) => [transfer.id, transfer]))
  return links.map((link) => ({ ...link, transfer: byId.get(link.transferId) ?? null }))
}
