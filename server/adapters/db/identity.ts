import type { QueryRunner } from 'typeorm'
import { CHANNELS, type Channel } from '../../../contract/channelWords'
import type { Mode } from '../../../contract/company'
import { INSTALLATION } from '../../domain/audit/audit'
import type { Sealing } from './columns'
import type { OpenDatabase } from './database'
import { isDuplicate, isMissingTable } from './errors'

/** What a database says that it is, or what its rows say for it; looked at before anything is written. */
export interface DatabaseFound {
  /** What it was noted to be at its first start; undefined for an empty one, and for one from before that was noted. */
  noted: Mode | undefined
  /** Why it is a sandbox's whatever was noted, in words; undefined when nothing shows it. */
  sandboxBecause: string | undefined
  /** Whether anybody has worked on it. */
  filled: boolean
  /** Some of what is sealed in it: each must be opened by the field keys. */
  sealed: string[]
}

export const NOTHING_FOUND: DatabaseFound = { noted: undefined, sandboxBecause: undefined, filled: false, sealed: [] }

const ROW = 'this'
const PROOF = 'heatpay'

/** Where somebody's work shows first. */
const WORKED_ON = ['households', 'residents', 'staff', 'audit_log', 'payments', 'inbox', 'bill_files']

/** Actions that only a sandbox does; the demo data's are of no company, and their index is looked into at every start. */
const DEMO_ACTION = `SELECT 1 AS found FROM audit_log WHERE company = '${INSTALLATION}' AND deed = 'begin-demo' LIMIT 1`
const SIMULATED = "SELECT 1 AS found FROM audit_log WHERE deed IN ('seed-demo', 'simulate') LIMIT 1"

/** A sandbox's numbers of transactions begin alike and count from 1, so that six zeros follow where a platform's have chance. */
const SANDBOX_NUMBERS: Readonly<Record<Channel, string>> = {
  wechat: '4200002999________000000____',
  alipay: '________2200140000000000____',
}

/** Money of a sandbox. Looked for where nothing is noted, that is, once. */
const SANDBOX_MONEY = `SELECT 1 AS found FROM payments
  WHERE ${CHANNELS.map((channel) => `(source = '${channel}' AND transaction_id LIKE '${SANDBOX_NUMBERS[channel]}')`).join(' OR ')} LIMIT 1`

/** The oldest and the newest: a key that was taken away too early leaves the oldest closed, a wrong one both. */
const SEALED = [
  'SELECT owner AS value FROM households ORDER BY id LIMIT 1',
  'SELECT owner AS value FROM households ORDER BY id DESC LIMIT 1',
  'SELECT totp_secret AS value FROM staff WHERE totp_secret IS NOT NULL LIMIT 1',
]

type Ask = (sql: string) => Promise<Record<string, unknown>[]>

/** Looks at a database of any age, an empty one too: reads only, and takes a table that is not there for an empty one. */
export async function findIdentity(query: Ask): Promise<DatabaseFound> {
  const rowsOf: Ask = async (sql) => {
    try {
      return await query(sql)
    } catch (error) {
      if (isMissingTable(error)) return []
      throw error
    }
  }
  const any = async (sql: string) => (await rowsOf(sql)).length > 0
  const [own] = await rowsOf('SELECT mode, key_proof FROM installation')
  const sealed = own ? [String(own.key_proof)] : []
  for (const sql of SEALED) sealed.push(...(await rowsOf(sql)).map(({ value }) => String(value)))
  const noted = own ? (own.mode === 'production' ? 'production' : 'sandbox') : undefined
  const found = { ...NOTHING_FOUND, noted, sealed, filled: noted !== undefined } satisfies DatabaseFound
  if (await any(DEMO_ACTION)) return { ...found, filled: true, sandboxBecause: 'holds demo data' }
  if (noted !== undefined) return found
  if (await any(SIMULATED)) return { ...found, filled: true, sandboxBecause: 'holds simulated payments' }
  if (await any(SANDBOX_MONEY)) return { ...found, filled: true, sandboxBecause: 'holds money of a sandbox' }
  for (const table of WORKED_ON)
    if (await any(`SELECT 1 AS found FROM ${table} LIMIT 1`)) return { ...found, filled: true }
  return found
}

/**
 * Notes at the first start what a database is, with a proof of the field keys; afterwards changes nothing. Gives what is noted,
 * which is another process's word where it was first.
 */
export async function noteIdentity(
  database: Pick<OpenDatabase, 'bulk'>,
  { mode, sealing, now }: { mode: Mode; sealing: Sealing; now: number },
): Promise<Mode> {
  const noted = async (runner: QueryRunner): Promise<Mode | undefined> => {
    const [row] = await runner.query('SELECT mode FROM installation')
    return row && (row.mode === 'production' ? 'production' : 'sandbox')
  }
  const before = await database.bulk(noted)
  if (before !== undefined) return before
  try {
    await database.bulk((runner) =>
      runner.query('INSERT INTO installation (id, mode, key_proof, noted_at) VALUES (?, ?, ?, ?)', [
        ROW,
        mode,
        sealing.seal(PROOF),
        now,
      ]),
    )
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
  return (await database.bulk(noted)) ?? mode
}
