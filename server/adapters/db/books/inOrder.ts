import type { EntityManager } from 'typeorm'
import type { TableShape } from '../entities/table'
import { repositoryOf } from '../rows'

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
