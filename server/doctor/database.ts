import { bytewiseOf } from '../adapters/db/collation'
import { type DatabaseLocation, databaseLocationOf } from '../adapters/db/dataSource'
import { unguardedTables } from '../adapters/db/guards'
import { lookInto } from '../adapters/db/inspectDatabase'
import { isMigrated } from '../adapters/db/migrate'
import type { Settings } from '../settings'
import { type Finding, fault, ok, reasonOf, warning } from './finding'

/** What migrations and work need; TRIGGER is asked for apart, since it can be done without. */
const NEEDED = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'ALTER', 'INDEX', 'DROP']
const POOL = 32

type Source = Parameters<Parameters<typeof lookInto>[1]>[0]
type Ask = (sql: string) => Promise<Record<string, unknown>[]>

/** Looks at the database without writing: that it answers, its version, collation, rights and durability, and what is missing. */
export async function examineDatabase({ databaseUrl }: Settings): Promise<Finding[]> {
  const place = databaseLocationOf(databaseUrl)
  try {
    const found = await lookInto(place, (source) => examine(source, place))
    return found ?? [ok('database', 'a new SQLite file: it is made at the first start')]
  } catch (error) {
    return [
      fault(
        'database',
        reasonOf(error),
        'DATABASE_URL: compare host, port, name and account; try the same with a client of the database',
      ),
    ]
  }
}

async function examine(source: Source, place: DatabaseLocation): Promise<Finding[]> {
  const ask: Ask = (sql) => source.query(sql)
  const ofEngine = place.engine === 'sqlite' ? await examineSqlite(ask) : await examineServer(ask)
  const migrated = await isMigrated(source)
  const schema = migrated
    ? ok('migrations', 'all tables of this version are there')
    : warning(
        'migrations',
        'tables of this version are missing',
        'they are made at the next start; stop older servers and take a backup first',
      )
  const unguarded = migrated ? await unguardedTables(source) : []
  const guards =
    unguarded.length === 0
      ? ok('guards', migrated ? 'the database itself refuses to change what is written once' : 'made with the tables')
      : warning(
          'guards',
          `${unguarded.length} tables can be changed: ${unguarded.slice(0, 3).join(', ')} …`,
          "docs/operations.md, The ledger's guards: log_bin_trust_function_creators, or make the triggers by hand",
        )
  return [...ofEngine, schema, guards]
}

async function examineSqlite(ask: Ask): Promise<Finding[]> {
  const [row] = await ask('PRAGMA quick_check(1)')
  const said = String(row?.quick_check ?? 'no answer')
  return [
    said === 'ok'
      ? ok('database', 'SQLite, whole (quick_check)')
      : fault(
          'database',
          `SQLite says: ${said}`,
          'stop the server, keep the file, and restore the last backup into a new one',
        ),
  ]
}

async function examineServer(ask: Ask): Promise<Finding[]> {
  const [version] = await ask('SELECT VERSION() AS version')
  const collations = await ask('SELECT COLLATION_NAME AS name FROM information_schema.COLLATIONS')
  const bytewise = bytewiseOf(collations.map(({ name }) => String(name)))
  const [schema] = await ask(
    'SELECT DEFAULT_COLLATION_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()',
  )
  const grants = (await ask('SHOW GRANTS')).flatMap((row) => Object.values(row).map(String))
  const variables = new Map(
    (
      await ask(
        "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin', 'max_connections')",
      )
    ).map((row) => [String(row.Variable_name), String(row.Value)]),
  )
  return [
    ok('database', `answers: ${String(version?.version)}`),
    collation(bytewise, String(schema?.name)),
    rights(grants),
    durability(variables),
    connections(Number(variables.get('max_connections'))),
  ]
}

function collation(bytewise: string | undefined, now: string): Finding {
  if (bytewise === undefined)
    return fault(
      'collation',
      'the server has no collation that compares byte by byte',
      'use MariaDB 10.6, MySQL 8.0.17 or newer',
    )
  if (now === bytewise) return ok('collation', bytewise)
  return warning('collation', `${now}, not yet ${bytewise}`, 'the migrations set it at the next start')
}

/** Takes what SHOW GRANTS says: rights on everything or on this database. */
export function rights(grants: readonly string[]): Finding {
  const given = new Set(
    grants.flatMap((grant) => {
      const [, list = ''] = /^GRANT (.+?) ON /i.exec(grant) ?? []
      return list.split(',').map((right) => right.trim().toUpperCase())
    }),
  )
  if (given.has('ALL PRIVILEGES')) return ok('rights', 'the account has all rights that are needed')
  const missing = NEEDED.filter((right) => !given.has(right))
  if (missing.length > 0)
    return fault(
      'rights',
      `the account lacks ${missing.join(', ')}`,
      'GRANT ALL PRIVILEGES ON <database>.* TO <account>',
    )
  if (!given.has('TRIGGER'))
    return warning(
      'rights',
      'the account lacks TRIGGER',
      'GRANT TRIGGER ON <database>.* TO <account>: then the database guards the ledger',
    )
  return ok('rights', 'the account has all rights that are needed')
}

/** An acknowledged notification must survive a power cut (M1). */
function durability(variables: ReadonlyMap<string, string>): Finding {
  const flush = variables.get('innodb_flush_log_at_trx_commit')
  if (flush !== '1')
    return fault(
      'durability',
      `innodb_flush_log_at_trx_commit is ${flush}`,
      'set it to 1: else a power cut loses payments that were acknowledged',
    )
  if (variables.get('log_bin') === 'ON' && variables.get('sync_binlog') !== '1')
    return warning(
      'durability',
      `sync_binlog is ${variables.get('sync_binlog')}`,
      'set it to 1, so that the binary log has all that was acknowledged',
    )
  return ok('durability', 'each commit reaches the disk')
}

function connections(most: number): Finding {
  if (most >= 3 * POOL) return ok('connections', `max_connections is ${most}`)
  return warning(
    'connections',
    `max_connections is ${most}`,
    `each server takes up to ${POOL}, and an old one overlaps a new one: set ${4 * POOL} or more`,
  )
}
