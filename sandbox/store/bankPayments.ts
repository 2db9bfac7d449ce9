import type { Channel } from '../../contract/channelWords'
import type { Db } from './open'

/** A payment at a bank's counter, or the taking back of one. */
export interface BankPayment {
  company: string
  /** The bank's id: `partner`, or another that the sandbox plays. */
  bank: string
  userCode: string
  amountFen: number
  /** Civil day in Beijing. */
  paidOn: string
  traceNo: string
  /** The trace number of the payment that it takes back; null for a payment. */
  reverses: string | null
}

export interface BankPayments {
  add(payment: BankPayment): void
  of(company: string, bank: string, day: string): BankPayment[]
  byTraceNo(company: string, bank: string, traceNo: string): BankPayment | undefined
  isReversed(company: string, bank: string, traceNo: string): boolean
}

const COLUMNS = 'company, bank, userCode, amountFen, paidOn, traceNo, reverses'

export function bankPayments(db: Db): BankPayments {
  const add = db.prepare<[BankPayment]>(
    `INSERT INTO bankPayments (${COLUMNS}) VALUES (@company, @bank, @userCode, @amountFen, @paidOn, @traceNo, @reverses)`,
  )
  const select = (where: string) =>
    db.prepare<unknown[], BankPayment>(
      `SELECT ${COLUMNS} FROM bankPayments WHERE company = ? AND bank = ? AND ${where}`,
    )
  const of = select('paidOn = ? ORDER BY id')
  const byTraceNo = select('traceNo = ?')
  const reversalOf = select('reverses = ?')
  return {
    add: (payment) => void add.run(payment),
    of: (company, bank, day) => of.all(company, bank, day),
    byTraceNo: (company, bank, traceNo) => byTraceNo.get(company, bank, traceNo),
    isReversed: (company, bank, traceNo) => reversalOf.get(company, bank, traceNo) !== undefined,
  }
}

/** One payment of a batch, as the bank made it. */
export interface Payout {
  company: string
  /** The request file that it came in. */
  requestName: string
  serial: string
  bankSerial: string
  account: string
  name: string
  amountFen: number
  failCode: string | null
  failReason: string | null
  /** Civil day in Beijing. */
  paidOn: string
  /** The day on which it comes back, where it does. */
  returnedOn: string | null
}

export interface Payouts {
  /** The digest of a request file that was handed in before. */
  request(company: string, name: string): string | undefined
  /** Keeps a request file and its payments, all or nothing. */
  add(company: string, name: string, digest: string, payouts: readonly Payout[]): void
  of(company: string, name: string): Payout[]
  returnedOn(company: string, day: string): Payout[]
}

export function payouts(db: Db): Payouts {
  const request = db.prepare<[string, string], { digest: string }>(
    'SELECT digest FROM payoutRequests WHERE company = ? AND name = ?',
  )
  const keep = db.prepare<[string, string, string]>(
    'INSERT INTO payoutRequests (company, name, digest) VALUES (?, ?, ?)',
  )
  const add = db.prepare<[Payout]>(
    `INSERT INTO payouts (company, requestName, serial, bankSerial, account, name, amountFen, failCode, failReason, paidOn, returnedOn)
     VALUES (@company, @requestName, @serial, @bankSerial, @account, @name, @amountFen, @failCode, @failReason, @paidOn, @returnedOn)`,
  )
  const columns =
    'company, requestName, serial, bankSerial, account, name, amountFen, failCode, failReason, paidOn, returnedOn'
  const of = db.prepare<[string, string], Payout>(
    `SELECT ${columns} FROM payouts WHERE company = ? AND requestName = ? ORDER BY id`,
  )
  const returned = db.prepare<[string, string], Payout>(
    `SELECT ${columns} FROM payouts WHERE company = ? AND returnedOn = ? ORDER BY id`,
  )
  return {
    request: (company, name) => request.get(company, name)?.digest,
    add: db.transaction((company: string, name: string, digest: string, rows: readonly Payout[]) => {
      keep.run(company, name, digest)
      for (const row of rows) add.run(row)
    }),
    of: (company, name) => of.all(company, name),
    returnedOn: (company, day) => returned.all(company, day),
  }
}

/** A bill that lies ready behind a token that expires. */
export interface ChannelFile {
  token: string
  channel: Channel
  merchant: string
  path: string
  fileName: string
  type: string
  expiresAt: number
}

export interface DayFiles {
  add(file: ChannelFile): void
  get(token: string): ChannelFile | undefined
  /** Takes out what expired, and gives it for its file to be removed. */
  removeExpired(now: number): ChannelFile[]
}

export function dayFiles(db: Db): DayFiles {
  const add = db.prepare<[ChannelFile]>(
    `INSERT INTO billFiles (token, channel, merchant, path, fileName, type, expiresAt)
     VALUES (@token, @channel, @merchant, @path, @fileName, @type, @expiresAt)`,
  )
  const get = db.prepare<[string], ChannelFile>('SELECT * FROM billFiles WHERE token = ?')
  const remove = db.prepare<[number], ChannelFile>('DELETE FROM billFiles WHERE expiresAt <= ? RETURNING *')
  return {
    add: (file) => void add.run(file),
    get: (token) => get.get(token),
    removeExpired: (now) => remove.all(now),
  }
}
