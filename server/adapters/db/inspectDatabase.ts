import { existsSync, statSync } from 'node:fs'
import { DataSource } from 'typeorm'
import { bytewiseDriver } from './collation'
import type { DatabaseLocation } from './dataSource'
import { silentLogger } from './errors'
import { type DatabaseFound, findIdentity, NOTHING_FOUND } from './identity'

const MAX_CONNECT_MS = 10_000

/**
 * Looks at a database before anything of it is opened for work: nothing is made, migrated or written. A file that is not there
 * yet is an empty database. Throws what the engine says of a place that cannot be read.
 */
export async function inspectDatabase(place: DatabaseLocation): Promise<DatabaseFound> {
  return (await lookInto(place, (source) => findIdentity((sql) => source.query(sql)))) ?? NOTHING_FOUND
}

/** Asks a database questions and writes nothing; undefined for a file that is not there yet. */
export async function lookInto<T>(
  place: DatabaseLocation,
  look: (source: DataSource) => Promise<T>,
): Promise<T | undefined> {
  if (place.engine === 'sqlite' && !(existsSync(place.file) && statSync(place.file).size > 0)) return undefined
  const common = { synchronize: false, logging: false, logger: silentLogger } as const
  const source = new DataSource(
    place.engine === 'sqlite'
      ? {
          ...common,
          type: 'better-sqlite3',
          database: place.file,
          fileMustExist: true,
          // Not `readonly`: such a connection leaves files of the log behind. This one writes nothing all the same.
          prepareDatabase: (database: { pragma(text: string): void }) => database.pragma('query_only = ON'),
        }
      : {
          ...common,
          type: 'mariadb',
          driver: bytewiseDriver(place.nodes),
          url: place.url,
          charset: 'utf8mb4_bin',
          connectTimeout: MAX_CONNECT_MS,
          extra: { connectionLimit: 1 },
        },
  )
  await source.initialize()
  try {
    return await look(source)
  } finally {
    await source.destroy()
  }
}
