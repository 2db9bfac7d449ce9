import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { SCHEMA, SCHEMA_VERSION } from './schema'

export type Db = Database.Database

/** Opens DATA_DIR/sandbox/sandbox.sqlite, making its tables when it is new. A file of another version is started afresh. */
export function openDatabase(dataDir: string): Db {
  const folder = path.join(dataDir, 'sandbox')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, 'sandbox.sqlite')
  let db = connect(file)
  const version = db.pragma('user_version', { simple: true })
  if (version !== 0 && version !== SCHEMA_VERSION) {
    db.close()
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
    db = connect(file)
  }
  if (db.pragma('user_version', { simple: true }) === 0) {
    db.transaction(() => {
      db.exec(SCHEMA)
      db.pragma(`user_version = ${SCHEMA_VERSION}`)
    }).immediate()
  }
  return db
}

function connect(file: string): Db {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  return db
}
