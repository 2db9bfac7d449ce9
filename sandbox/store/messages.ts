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
