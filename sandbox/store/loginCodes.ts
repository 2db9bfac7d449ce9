import type { Channel } from '../../contract/channelWords'
import type { Db } from './open'

export interface LoginCode {
  code: string
  platform: Channel
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
  redeem(platform: Channel, appId: string, code: string, now: number): Redeemed
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
