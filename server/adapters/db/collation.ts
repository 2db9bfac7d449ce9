import mysql from 'mysql2'
import type { QueryRunner } from 'typeorm'
import { createNodesPool, type DatabaseNode, type NodesPool } from './nodes'

/**
 * Collations that compare text byte by byte and to its last space (M5): MariaDB's, then MySQL's. `utf8mb4_bin` pads with
 * spaces on both, so that `X` would equal `X ` (toolchain.md, MariaDB / MySQL).
 */
const BYTEWISE = ['utf8mb4_nopad_bin', 'utf8mb4_0900_bin'] as const

/** The one that a server of these collations has; undefined for a server that has none. */
export function bytewiseOf(names: readonly string[]): (typeof BYTEWISE)[number] | undefined {
  return BYTEWISE.find((name) => names.includes(name))
}

/** Asks the server for its byte-wise collation. Throws where it has none: there money could be taken for other money. */
export async function bytewiseCollation(runner: Pick<QueryRunner, 'query'>): Promise<string> {
  const rows: { name: string }[] = await runner.query(
    'SELECT COLLATION_NAME AS name FROM information_schema.COLLATIONS WHERE COLLATION_NAME IN (?, ?)',
    [...BYTEWISE],
  )
  const collation = bytewiseOf(rows.map(({ name }) => name))
  if (collation) return collation
  throw new Error(
    `the database server has none of ${BYTEWISE.join(', ')}: MariaDB 10.6, MySQL 8.0.17 or newer is needed`,
  )
}

/** In one statement, since a connection's first must be sent before anybody else's. */
const COMPARE_BYTEWISE = `SET collation_connection = (SELECT COLLATION_NAME FROM information_schema.COLLATIONS
  WHERE COLLATION_NAME IN ('${BYTEWISE.join("', '")}') ORDER BY COLLATION_NAME DESC LIMIT 1)`

/** On a cluster what is read must hold what another node has acknowledged; a server that knows no cluster refuses it, and is asked no more. */
const READ_WHAT_IS_WRITTEN = 'SET SESSION wsrep_sync_wait = 1'

const prepare = (connection: mysql.PoolConnection): void => {
  connection.query(COMPARE_BYTEWISE, () => undefined)
  connection.query(READ_WHAT_IS_WRITTEN, () => undefined)
}

/**
 * The driver, whose every new connection compares literals as the columns are compared: the protocol's greeting can name none
 * of these collations, and two of equal right in one comparison are an error. Where it fails the first migration says why.
 * It connects to the first sound node of the database; `told` hears when there is none, and when there is one again.
 */
export const bytewiseDriver = (nodes: readonly DatabaseNode[], told?: (away: boolean) => void) => ({
  ...mysql,
  createPool: (options: mysql.PoolOptions): NodesPool => createNodesPool(nodes, options, prepare, told),
})
