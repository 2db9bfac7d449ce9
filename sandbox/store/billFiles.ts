import type { Channel } from '../../contract/channelWords'
import type { Db } from './open'

/** A bill that lies ready behind a token that expires. */
export interface BillFile {
  token: string
  channel: Channel
  merchant: string
  path: string
  fileName: string
  type: string
  expiresAt: number
}

export interface BillFiles {
  add(file: BillFile): void
  get(token: string): BillFile | undefined
  /** Takes out what expired, and gives it for its file to be removed. */
  removeExpired(now: number): BillFile[]
}

export function billFiles(db: Db): BillFiles {
  const add = db.prepare<[BillFile]>(
    `INSERT INTO billFiles (token, channel, merchant, path, fileName, type, expiresAt)
     VALUES (@token, @channel, @merchant, @path, @fileName, @type, @expiresAt)`,
  )
  const get = db.prepare<[string], BillFile>('SELECT * FROM billFiles WHERE token = ?')
  const remove = db.prepare<[number], BillFile>('DELETE FROM billFiles WHERE expiresAt <= ? RETURNING *')
  return {
    add: (file) => void add.run(file),
    get: (token) => get.get(token),
    removeExpired: (now) => remove.all(now),
  }
}
