import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'

/** The sandbox's own tables. It is throw-away state of a stand-in: changed tables get a new version and start empty. */
export const SCHEMA_VERSION = 4

export const SCHEMA = `
CREATE TABLE loginCodes (
  code TEXT PRIMARY KEY, platform TEXT NOT NULL, company TEXT NOT NULL, appId TEXT NOT NULL, person TEXT NOT NULL,
  payer TEXT NOT NULL, expiresAt INTEGER NOT NULL, usedAt INTEGER
);
CREATE TABLE payers (appId TEXT NOT NULL, payer TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (appId, payer));
CREATE INDEX payersByValue ON payers (payer);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, company TEXT NOT NULL, merchant TEXT NOT NULL, appId TEXT NOT NULL,
  orderNo TEXT NOT NULL, tradeType TEXT NOT NULL, handle TEXT NOT NULL, handleExpiresAt INTEGER NOT NULL, channelNo TEXT,
  amountFen INTEGER NOT NULL, paidFen INTEGER, refundedFen INTEGER NOT NULL DEFAULT 0,
  description TEXT NOT NULL, attach TEXT NOT NULL, payerKind TEXT NOT NULL, payer TEXT NOT NULL, bank TEXT NOT NULL,
  notifyUrl TEXT NOT NULL, returnUrl TEXT NOT NULL, request TEXT NOT NULL, createdAt INTEGER NOT NULL, expiresAt INTEGER NOT NULL,
  state TEXT NOT NULL, paidAt INTEGER, closedAt INTEGER,
  UNIQUE (channel, merchant, orderNo), UNIQUE (channel, handle)
);
CREATE INDEX ordersOpen ON orders (state, expiresAt);
CREATE INDEX ordersPaid ON orders (channel, merchant, paidAt);
CREATE INDEX ordersChannelNo ON orders (channel, channelNo);

CREATE TABLE refunds (
  id INTEGER PRIMARY KEY, channel TEXT NOT NULL, merchant TEXT NOT NULL, orderId INTEGER NOT NULL REFERENCES orders (id),
  refundNo TEXT NOT NULL, refundId TEXT NOT NULL, flowNo TEXT NOT NULL, amountFen INTEGER NOT NULL, reason TEXT NOT NULL, notifyUrl TEXT NOT NULL,
  state TEXT NOT NULL, outcome TEXT NOT NULL, createdAt INTEGER NOT NULL, dueAt INTEGER NOT NULL, doneAt INTEGER,
  UNIQUE (channel, merchant, orderId, refundNo)
);
CREATE INDEX refundsDue ON refunds (state, dueAt);
CREATE INDEX refundsByNumber ON refunds (channel, merchant, refundNo);
CREATE INDEX refundsByDay ON refunds (channel, merchant, createdAt);

CREATE TABLE notifications (
  id TEXT PRIMARY KEY, channel TEXT NOT NULL, company TEXT NOT NULL, event TEXT NOT NULL, orderNo TEXT NOT NULL, refundNo TEXT,
  url TEXT NOT NULL, content TEXT NOT NULL, state TEXT NOT NULL, step INTEGER NOT NULL DEFAULT 0,
  createdAt INTEGER NOT NULL, dueAt INTEGER NOT NULL
);
CREATE INDEX notificationsDue ON notifications (state, dueAt);
CREATE TABLE attempts (
  notificationId TEXT NOT NULL REFERENCES notifications (id), n INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
  status INTEGER, answer TEXT NOT NULL, accepted INTEGER NOT NULL, PRIMARY KEY (notificationId, n)
);

CREATE TABLE faults (name TEXT PRIMARY KEY, setting TEXT, asked INTEGER NOT NULL DEFAULT 0, struck INTEGER NOT NULL DEFAULT 0);
CREATE TABLE numbers (name TEXT PRIMARY KEY, value INTEGER NOT NULL);

CREATE TABLE billFiles (
  token TEXT PRIMARY KEY, channel TEXT NOT NULL, merchant TEXT NOT NULL, path TEXT NOT NULL, fileName TEXT NOT NULL,
  type TEXT NOT NULL, expiresAt INTEGER NOT NULL
);
CREATE TABLE bankPayments (
  id INTEGER PRIMARY KEY, company TEXT NOT NULL, bank TEXT NOT NULL, userCode TEXT NOT NULL, amountFen INTEGER NOT NULL, paidOn TEXT NOT NULL,
  traceNo TEXT NOT NULL UNIQUE, reverses TEXT
);
CREATE INDEX bankPaymentsByDay ON bankPayments (company, bank, paidOn);

CREATE TABLE payoutRequests (company TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (company, name));
CREATE TABLE payouts (
  id INTEGER PRIMARY KEY, company TEXT NOT NULL, requestName TEXT NOT NULL, serial TEXT NOT NULL, bankSerial TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL, name TEXT NOT NULL, amountFen INTEGER NOT NULL, failCode TEXT, failReason TEXT, paidOn TEXT NOT NULL, returnedOn TEXT,
  UNIQUE (company, serial)
);
CREATE INDEX payoutsReturned ON payouts (company, returnedOn);
`

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

export interface Numbers {
  /** The next of a running series that survives restarts: 1, 2, 3 … */
  next(name: string): number
  get(name: string): number | undefined
  set(name: string, value: number): void
}

export function numbers(db: Db): Numbers {
  const next = db.prepare<[string], { value: number }>(
    'INSERT INTO numbers (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
  )
  const get = db.prepare<[string], { value: number }>('SELECT value FROM numbers WHERE name = ?')
  const set = db.prepare<[string, number]>(
    'INSERT INTO numbers (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    next: (name) => next.get(name)?.value ?? 1,
    get: (name) => get.get(name)?.value,
    set: (name, value) => void set.run(name, value),
  }
}

/** How many rows are read at a time where there may be many. */
export const PAGE = 1000

/** From inclusive, until exclusive; epoch milliseconds. */
export interface Span {
  from: number
  until: number
}

/** The last row of the page before. */
export interface After {
  at: number
  id: number
}

const START: After = { at: Number.MIN_SAFE_INTEGER, id: 0 }

/**
 * Takes a reader of one page; gives all rows. Between pages no statement stays open: a bill is written while orders
 * come in, and SQLite refuses to write on a connection that is still reading.
 */
export function* paged<T extends { id: number }>(
  read: (after: After) => T[],
  timeOf: (row: T) => number,
): Generator<T, void> {
  let after = START
  for (;;) {
    const rows = read(after)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = { at: timeOf(last), id: last.id }
  }
}
