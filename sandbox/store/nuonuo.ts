import { randomDigits, randomText } from '../random'
import type { Db } from './open'

/** A heating company's account at 诺诺. */
export interface NuonuoAccount {
  company: string
  appKey: string
  appSecret: string
}

/** An invoice as 诺诺 keeps it; `status` is queryInvoiceResult's (formats.md 6.5): 20 issuing, 2 issued, 22 failed. */
export interface NuonuoInvoice {
  serial: string
  company: string
  orderNo: string
  /** JSON of what was asked for. */
  request: string
  /** The number of the invoice that a red one takes back. */
  reverses: string | null
  status: 2 | 20 | 22
  failCause: string
  number: string | null
  askedAt: number
  dueAt: number
  doneAt: number | null
  reissues: number
  callbackUrl: string
  /** How often the callback went out, and when it goes out next; null when it was taken or given up. */
  calls: number
  callAt: number | null
}

/** What 诺诺 remembers. */
export interface NuonuoBooks {
  /** The account of a company, opened when it is first asked for. */
  account(company: string): NuonuoAccount
  byAppKey(appKey: string): NuonuoAccount | undefined
  /** How many tokens an account was given since a moment. */
  tokensSince(appKey: string, since: number): number
  addToken(token: { token: string; appKey: string; at: number; expiresAt: number }): void
  /** Whose token it is, while it holds. */
  tokenOf(token: string, now: number): string | undefined
  /** False when the order number was used already. */
  add(invoice: NuonuoInvoice): boolean
  byOrder(company: string, orderNo: string): NuonuoInvoice | undefined
  bySerial(serial: string): NuonuoInvoice | undefined
  byNumber(company: string, number: string): NuonuoInvoice | undefined
  /** The red invoice of a number that was issued or is being issued. */
  redOf(company: string, number: string): NuonuoInvoice | undefined
  save(invoice: NuonuoInvoice): void
  due(now: number): NuonuoInvoice[]
  callsDue(now: number): NuonuoInvoice[]
}

export function nuonuoBooks(db: Db): NuonuoBooks {
  db.exec(`
    CREATE TABLE IF NOT EXISTS nuonuoAccounts (company TEXT PRIMARY KEY, appKey TEXT NOT NULL UNIQUE, appSecret TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS nuonuoTokens (token TEXT PRIMARY KEY, appKey TEXT NOT NULL, at INTEGER NOT NULL, expiresAt INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS nuonuoInvoices (
      serial TEXT PRIMARY KEY, company TEXT NOT NULL, orderNo TEXT NOT NULL, request TEXT NOT NULL, reverses TEXT, status INTEGER NOT NULL,
      failCause TEXT NOT NULL, number TEXT, askedAt INTEGER NOT NULL, dueAt INTEGER NOT NULL, doneAt INTEGER, reissues INTEGER NOT NULL,
      callbackUrl TEXT NOT NULL, calls INTEGER NOT NULL, callAt INTEGER, UNIQUE (company, orderNo)
    );`)
  const account = db.prepare<[string], NuonuoAccount>('SELECT * FROM nuonuoAccounts WHERE company = ?')
  const open = db.prepare(
    'INSERT INTO nuonuoAccounts (company, appKey, appSecret) VALUES (@company, @appKey, @appSecret)',
  )
  const byAppKey = db.prepare<[string], NuonuoAccount>('SELECT * FROM nuonuoAccounts WHERE appKey = ?')
  const since = db.prepare<[string, number], { n: number }>(
    'SELECT COUNT(*) AS n FROM nuonuoTokens WHERE appKey = ? AND at > ?',
  )
  const addToken = db.prepare(
    'INSERT INTO nuonuoTokens (token, appKey, at, expiresAt) VALUES (@token, @appKey, @at, @expiresAt)',
  )
  const tokenOf = db.prepare<[string, number], { appKey: string }>(
    'SELECT appKey FROM nuonuoTokens WHERE token = ? AND expiresAt > ?',
  )
  const columns =
    'serial company orderNo request reverses status failCause number askedAt dueAt doneAt reissues callbackUrl calls callAt'.split(
      ' ',
    )
  const add = db.prepare(
    `INSERT INTO nuonuoInvoices (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})
     ON CONFLICT DO NOTHING`,
  )
  const save = db.prepare(
    `UPDATE nuonuoInvoices SET ${columns.map((name) => `${name} = @${name}`).join(', ')} WHERE serial = @serial`,
  )
  const find = (where: string) => db.prepare<unknown[], NuonuoInvoice>(`SELECT * FROM nuonuoInvoices WHERE ${where}`)
  const byOrder = find('company = ? AND orderNo = ?')
  const bySerial = find('serial = ?')
  const byNumber = find('company = ? AND number = ?')
  const redOf = find('company = ? AND reverses = ? AND status <> 22')
  const due = find('status = 20 AND dueAt <= ? ORDER BY dueAt, serial LIMIT 500')
  const callsDue = find('status <> 20 AND callAt <= ? ORDER BY callAt, serial LIMIT 500')
  return {
    account(company) {
      const found = account.get(company)
      if (found) return found
      const made = { company, appKey: `SD${randomDigits(8)}`, appSecret: `SD${randomText(14)}` }
      open.run(made)
      return made
    },
    byAppKey: (appKey) => byAppKey.get(appKey),
    tokensSince: (appKey, from) => since.get(appKey, from)?.n ?? 0,
    addToken: (token) => void addToken.run(token),
    tokenOf: (token, now) => tokenOf.get(token, now)?.appKey,
    add: (invoice) => add.run(invoice).changes === 1,
    byOrder: (company, orderNo) => byOrder.get(company, orderNo),
    bySerial: (serial) => bySerial.get(serial),
    byNumber: (company, number) => byNumber.get(company, number),
    redOf: (company, number) => redOf.get(company, number),
    save: (invoice) => void save.run(invoice),
    due: (now) => due.all(now),
    callsDue: (now) => callsDue.all(now),
  }
}
