import type { EntityManager } from 'typeorm'
import type { OurPage } from '../../../application/ports/reconciliation'
import type { ChannelFileDay } from '../../../domain/reconciliation/channelFile'
import { hashText } from '../../../domain/reconciliation/numberHash'
import type { RowDigest, RowKind } from '../../../domain/reconciliation/row'
import { eachJsonRow, type RowCells } from '../jsonRows'
import { streamCells, streamRows } from '../streamRows'
import { type Digest, dayOf, isSqlite, KINDS, TABLES } from './ourRows'

type Visit = (row: RowDigest) => void

type Turn = (page: OurPage) => void

/** How many rows lie between two places at which a page ends. */
const PAGE_ROWS = { sqlite: 250, mariadb: 1000 }

/** Fills one digest again for each row that it is shown. */
function digester(kind: RowKind, visit: Visit): (cells: RowCells) => void {
  const { judge } = TABLES[kind]
  const digest: Digest = {
    kind,
    state: 'settled',
    key: { low: 0, high: 0 },
    otherKey: { low: 0, high: 0 },
    amountFen: 0,
  }
  return (cells) => {
    cells.hash(0, digest.key)
    cells.hash(1, digest.otherKey)
    judge(cells, digest)
    visit(digest)
  }
}

/**
 * In SQLite each row costs a call into the database, so a page of them comes as one JSON text, as bytes: a fourth of the
 * time, and no text is made of what is only compared.
 */
async function inPages(
  manager: EntityManager,
  day: ChannelFileDay,
  kind: RowKind,
  visit: Visit,
  turn: Turn,
): Promise<void> {
  const { key, compared, from } = TABLES[kind]
  const place = key.sqlite
  const query = `
    SELECT CAST(json_group_array(json_array(${compared.map((_, index) => `c${index}`).join(', ')})) AS BLOB) AS page,
           MAX(place) AS last_place
      FROM (SELECT ${place} AS place, ${compared.map((column, index) => `${column} AS c${index}`).join(', ')}
              ${from(day)} AND ${place} > ? ORDER BY ${place} LIMIT ${PAGE_ROWS.sqlite})`
  const read = digester(kind, visit)
  for (let after: number | undefined = 0; after !== undefined; ) {
    let until: number | undefined
    await streamRows(manager, query, [...dayOf(day), after], ({ page, last_place: last }) => {
      if (typeof last !== 'number' || !(page instanceof Uint8Array)) return
      eachJsonRow(page, read)
      until = last
    })
    if (until !== undefined) turn({ kind, after, until })
    after = until
  }
}

/** MariaDB sends rows while we work on those before: one stream of a whole day, cut into pages here. */
async function inStream(
  manager: EntityManager,
  day: ChannelFileDay,
  kind: RowKind,
  visit: Visit,
  turn: Turn,
): Promise<void> {
  const { key, compared, from } = TABLES[kind]
  const query = `SELECT ${compared.join(', ')}, ${key.mariadb} ${from(day)} ORDER BY ${key.mariadb}`
  const read = digester(kind, visit)
  let row: readonly unknown[] = []
  const cells: RowCells = {
    hash: (cell, into) => hashText(String(row[cell] ?? ''), into),
    integer: (cell) => Number(row[cell]),
    value: (cell) => row[cell],
  }
  let after = ''
  let until = ''
  let rows = 0
  await streamCells(manager, query, dayOf(day), (given) => {
    row = given
    read(cells)
    until = String(given[compared.length])
    if (++rows % PAGE_ROWS.mariadb > 0) return
    turn({ kind, after, until })
    after = until
  })
  if (rows % PAGE_ROWS.mariadb > 0) turn({ kind, after, until })
}

/** Shows what the exact pass compares of our rows of a day, one by one, and tells after each page where it lies. */
export async function eachOfOurs(manager: EntityManager, day: ChannelFileDay, visit: Visit, turn: Turn): Promise<void> {
  const show = isSqlite(manager) ? inPages : inStream
  for (const kind of KINDS) await show(manager, day, kind, visit, turn)
}
