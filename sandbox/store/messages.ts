import type { Channel } from '../../contract/channelWords'
import type { Db } from './open'

/** A message that reached a resident's phone. */
export interface Message {
  id: number
  channel: Channel
  company: string
  appId: string
  payer: string
  templateId: string
  page: string
  /** JSON: the template's field names and what they say. */
  fields: string
  sentAt: number
}

/** A payment whose fulfilment was reported to WeChat; `reports` 1 or 2: one correction is allowed. */
export interface ShippingReport {
  appId: string
  transactionId: string
  item: string
  reports: number
}

export interface Messages {
  /** The resident accepted a template so many times more. */
  grant(appId: string, payer: string, templateId: string, times: number): void
  /** Uses up one accept; false when none is left. */
  takeGrant(appId: string, payer: string, templateId: string): boolean
  add(message: Omit<Message, 'id'>): void
  list(filter: { company?: string; payer?: string; limit: number }): Message[]
  report(appId: string, transactionId: string, item: string): void
  reported(appId: string, transactionId: string): ShippingReport | undefined
}

export function messages(db: Db): Messages {
  // Made on the fly beside the tables of the schema, which a file of this version has already.
  db.exec(`
    CREATE TABLE IF NOT EXISTS messageGrants (
      appId TEXT NOT NULL, payer TEXT NOT NULL, templateId TEXT NOT NULL, remaining INTEGER NOT NULL, PRIMARY KEY (appId, payer, templateId)
    );
    CREATE TABLE IF NOT EXISTS messages (
      id INTEGER PRIMARY KEY, channel TEXT NOT NULL, company TEXT NOT NULL, appId TEXT NOT NULL, payer TEXT NOT NULL,
      templateId TEXT NOT NULL, page TEXT NOT NULL, fields TEXT NOT NULL, sentAt INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS shippingReports (
      appId TEXT NOT NULL, transactionId TEXT NOT NULL, item TEXT NOT NULL, reports INTEGER NOT NULL, PRIMARY KEY (appId, transactionId)
    );`)
  const grant = db.prepare(
    `INSERT INTO messageGrants (appId, payer, templateId, remaining) VALUES (@appId, @payer, @templateId, @times)
     ON CONFLICT DO UPDATE SET remaining = remaining + excluded.remaining`,
  )
  const use = db.prepare(
    'UPDATE messageGrants SET remaining = remaining - 1 WHERE appId = ? AND payer = ? AND templateId = ? AND remaining > 0',
  )
  const add = db.prepare(
    `INSERT INTO messages (channel, company, appId, payer, templateId, page, fields, sentAt)
     VALUES (@channel, @company, @appId, @payer, @templateId, @page, @fields, @sentAt)`,
  )
  const list = db.prepare<[Record<string, unknown>], Message>(
    `SELECT * FROM messages WHERE (@company IS NULL OR company = @company) AND (@payer IS NULL OR payer = @payer)
     ORDER BY id DESC LIMIT @limit`,
  )
  const report = db.prepare(
    `INSERT INTO shippingReports (appId, transactionId, item, reports) VALUES (?, ?, ?, 1)
     ON CONFLICT DO UPDATE SET item = excluded.item, reports = reports + 1`,
  )
  const reported = db.prepare<[string, string], ShippingReport>(
    'SELECT * FROM shippingReports WHERE appId = ? AND transactionId = ?',
  )
  return {
    grant: (appId, payer, templateId, times) => void grant.run({ appId, payer, templateId, times }),
    takeGrant: (appId, payer, templateId) => use.run(appId, payer, templateId).changes === 1,
    add: (message) => void add.run(message),
    list: ({ company, payer, limit }) => list.all({ company: company ?? null, payer: payer ?? null, limit }),
    report: (appId, transactionId, item) => void report.run(appId, transactionId, item),
    reported: (appId, transactionId) => reported.get(appId, transactionId),
  }
}

/** A code that stands for a person: for his login, or, shown at a counter, for his money. */
export type CodeKind = Channel | `${Channel}-code`

export interface LoginCode {
  code: string
  platform: CodeKind
  company: string
  appId: string
  person: string
  payer: string
  expiresAt: number
}

export type Redeemed = { outcome: 'redeemed'; payer: string } | { outcome: 'unknown' | 'used' | 'expired' }

export interface LoginCodes {
  issue(code: LoginCode): void
  /** Uses a code once: it must be of this platform and app, unused and in time. */
  redeem(platform: CodeKind, appId: string, code: string, now: number): Redeemed
  /** The apps for which this payer identity was ever given out; empty when it is unknown here. */
  appsOf(payer: string): string[]
}

export function loginCodes(db: Db): LoginCodes {
  const issue = db.prepare<[LoginCode]>(
    `INSERT INTO loginCodes (code, platform, company, appId, person, payer, expiresAt)
     VALUES (@code, @platform, @company, @appId, @person, @payer, @expiresAt)`,
  )
  const remember = db.prepare('INSERT OR IGNORE INTO payers (appId, payer, person) VALUES (?, ?, ?)')
  const find = db.prepare<unknown[], LoginCode & { usedAt: number | null }>(
    'SELECT * FROM loginCodes WHERE code = ? AND platform = ? AND appId = ?',
  )
  const use = db.prepare('UPDATE loginCodes SET usedAt = ? WHERE code = ? AND usedAt IS NULL')
  const forget = db.prepare('DELETE FROM loginCodes WHERE expiresAt < ?')
  const apps = db.prepare<[string], { appId: string }>('SELECT appId FROM payers WHERE payer = ?')
  return {
    issue(code) {
      // A day is kept, so that a used or stale code is still told apart from an invented one.
      forget.run(code.expiresAt - 86_400_000)
      issue.run(code)
      remember.run(code.appId, code.payer, code.person)
    },
    redeem(platform, appId, code, now) {
      const found = find.get(code, platform, appId)
      if (!found) return { outcome: 'unknown' }
      if (found.usedAt !== null) return { outcome: 'used' }
      if (found.expiresAt <= now) return { outcome: 'expired' }
      return use.run(now, code).changes === 1 ? { outcome: 'redeemed', payer: found.payer } : { outcome: 'used' }
    },
    appsOf: (payer) => apps.all(payer).map((row) => row.appId),
  }
}

export interface FaultRow {
  name: string
  /** The switch's setting as JSON text; null when it is off. */
  setting: string | null
  /** How often it was asked for since it was last switched, and how often it struck. */
  asked: number
  struck: number
}

export interface FaultRows {
  all(): FaultRow[]
  get(name: string): FaultRow | undefined
  /** Switching starts both counters again. */
  set(name: string, setting: string | null): void
  count(name: string, struck: boolean): void
}

export function faultRows(db: Db): FaultRows {
  const all = db.prepare<[], FaultRow>('SELECT * FROM faults')
  const get = db.prepare<[string], FaultRow>('SELECT * FROM faults WHERE name = ?')
  const set = db.prepare(
    `INSERT INTO faults (name, setting) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET setting = excluded.setting, asked = 0, struck = 0`,
  )
  const count = db.prepare('UPDATE faults SET asked = asked + 1, struck = struck + ? WHERE name = ?')
  return {
    all: () => all.all(),
    get: (name) => get.get(name),
    set: (name, setting) => void set.run(name, setting),
    count: (name, struck) => void count.run(struck ? 1 : 0, name),
  }
}
