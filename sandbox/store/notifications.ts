import type { Channel } from '../../contract/channelWords'
import type { Db } from './open'

export interface Notification {
  /** WeChat's notification id or Alipay's notify_id: the same over all its deliveries. */
  id: string
  channel: Channel
  company: string
  event: string
  orderNo: string
  refundNo: string | null
  url: string
  /** WeChat: the plaintext of the resource, as JSON text. Alipay: the parameters before signing, as JSON text. */
  content: string
  state: 'waiting' | 'delivered' | 'given-up' | 'lost'
  /** How many deliveries of the schedule were made. */
  step: number
  createdAt: number
  dueAt: number
}

export interface Attempt {
  at: number
  /** `genuine`, or the fault under which it was sent. */
  kind: string
  status: number | null
  answer: string
  accepted: boolean
}

export interface Notifications {
  add(notification: Omit<Notification, 'step'>): void
  get(id: string): Notification | undefined
  due(now: number, limit: number): Notification[]
  record(id: string, attempt: Attempt): void
  move(id: string, to: { state: Notification['state']; step: number; dueAt: number }): void
  /** Makes it due now, whatever became of it; false when there is none. */
  resend(id: string, now: number): boolean
  list(limit: number, orderNo?: string): Notification[]
  attempts(id: string): Attempt[]
}

export function notifications(db: Db): Notifications {
  const add = db.prepare<[Omit<Notification, 'step'>]>(
    `INSERT INTO notifications (id, channel, company, event, orderNo, refundNo, url, content, state, createdAt, dueAt)
     VALUES (@id, @channel, @company, @event, @orderNo, @refundNo, @url, @content, @state, @createdAt, @dueAt)`,
  )
  const get = db.prepare<[string], Notification>('SELECT * FROM notifications WHERE id = ?')
  const due = db.prepare<unknown[], Notification>(
    `SELECT * FROM notifications WHERE state = 'waiting' AND dueAt <= ? ORDER BY dueAt, rowid LIMIT ?`,
  )
  const record = db.prepare(
    `INSERT INTO attempts (notificationId, n, at, kind, status, answer, accepted)
     SELECT @id, COUNT(*) + 1, @at, @kind, @status, @answer, @accepted FROM attempts WHERE notificationId = @id`,
  )
  const move = db.prepare('UPDATE notifications SET state = ?, step = ?, dueAt = ? WHERE id = ?')
  const resend = db.prepare(`UPDATE notifications SET state = 'waiting', dueAt = ? WHERE id = ?`)
  const list = db.prepare<unknown[], Notification>(
    'SELECT * FROM notifications WHERE @orderNo IS NULL OR orderNo = @orderNo ORDER BY rowid DESC LIMIT @limit',
  )
  const attempts = db.prepare<[string], Omit<Attempt, 'accepted'> & { accepted: number }>(
    'SELECT at, kind, status, answer, accepted FROM attempts WHERE notificationId = ? ORDER BY n',
  )
  return {
    add: (notification) => void add.run(notification),
    get: (id) => get.get(id),
    due: (now, limit) => due.all(now, limit),
    record: (id, attempt) => void record.run({ id, ...attempt, accepted: attempt.accepted ? 1 : 0 }),
    move: (id, to) => void move.run(to.state, to.step, to.dueAt, id),
    resend: (id, now) => resend.run(now, id).changes === 1,
    list: (limit, orderNo) => list.all({ orderNo: orderNo ?? null, limit }),
    attempts: (id) => attempts.all(id).map((row) => ({ ...row, accepted: row.accepted === 1 })),
  }
}
