import type { Db } from './open'

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
