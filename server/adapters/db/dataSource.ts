import { DataSource, type DataSourceOptions, type EntitySchema } from 'typeorm'
import { bytewiseDriver } from './collation'
import type { Engine, Sealing } from './columns'
import * as tables from './entities'
import { entityOf, type TableLayout } from './entities/table'
import { silentLogger } from './errors'
import { migrations } from './migrations'
import { type DatabaseNode, nodesOf } from './nodes'

/** All the tables of the newest schema. */
export const TABLES: readonly TableLayout[] = Object.values(tables)

/** Where the data are; `url` is that of the first of all nodes. */
export type DatabaseLocation =
  | { engine: 'sqlite'; file: string }
  | { engine: 'mariadb'; url: string; nodes: readonly DatabaseNode[] }

/** Reads `mysql://…` (and `mariadb://…`) as MariaDB, of one or several nodes (nodes.ts), everything else as the path of an SQLite file. */
export function databaseLocationOf(databaseUrl: string): DatabaseLocation {
  if (/^(mysql|mariadb):\/\//.test(databaseUrl))
    return { engine: 'mariadb', ...nodesOf(databaseUrl.replace(/^mariadb:/, 'mysql:')) }
  return { engine: 'sqlite', file: databaseUrl.replace(/^sqlite:(\/\/)?/, '') }
}

/** Opens one data source. On SQLite there are two: the one writer, and one for reading only (toolchain.md). */
export async function openDataSource(
  place: DatabaseLocation,
  sealing: Sealing,
  access: 'write' | 'read',
  told?: (away: boolean) => void,
): Promise<DataSource> {
  const entities: EntitySchema[] = TABLES.map((shape) => entityOf(shape, place.engine, sealing))
  const common = {
    entities,
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
    logging: false,
    logger: silentLogger,
  } as const
  const options: DataSourceOptions =
    place.engine === 'sqlite'
      ? {
          ...common,
          type: 'better-sqlite3',
          database: place.file,
          readonly: access === 'read',
          timeout: 10_000,
          prepareDatabase: (database: { pragma(text: string): void }) => {
            if (access === 'write') {
              database.pragma('journal_mode = WAL')
              database.pragma('synchronous = FULL')
              // Each time the log goes into the file costs two waits for the disk: after 40 MB, not after 4.
              database.pragma('wal_autocheckpoint = 10000')
            }
            // Who reads streams whole days past: pages are seen once, and the system keeps the file in memory as well.
            database.pragma(`cache_size = -${access === 'write' ? 65_536 : 16_384}`)
            database.pragma('temp_store = MEMORY')
          },
        }
      : {
          ...common,
          // Type `mariadb` against MariaDB: type `mysql` would drift for ever (toolchain.md).
          type: 'mariadb',
          driver: bytewiseDriver(place.nodes, told),
          url: place.url,
          charset: 'utf8mb4_bin',
          extra: { connectionLimit: 32, supportBigNumbers: true, maxPreparedStatements: 256 },
        }
  return new DataSource(options).initialize()
}

/** The name that every log line and test uses for the engine of a data source. */
export function engineOf(source: DataSource): Engine {
  return source.options.type === 'better-sqlite3' ? 'sqlite' : 'mariadb'
}
