// What every contender finds: keys of a sandbox, and a database with a household, a bill and an order for each payment.
import { copyFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import mysql from 'mysql2/promise'
import { requestOf } from './client.mjs'

process.env.TZ = 'Asia/Shanghai'
const require = createRequire(import.meta.url)
require('../../scripts/sources.cjs')
const { startSandbox } = require('../../sandbox/start.ts')
const { openBase } = require('../../server/wiring/base.ts')
const { readSettings } = require('../../server/settings.ts')
const { household } = require('../../test/support/households.ts')
const { wechatPaid } = require('../../test/support/notify.ts')
const { linkTransfers } = require('../../server/application/integrity/exportedHeads.ts')
const { transfersOf } = require('../../server/application/common/post.ts')
const { billOpened } = require('../../server/domain/ledger/rules.ts')

const COMPANY = 'lanzhou'
const AMOUNT_FEN = 223_325
const orderNoOf = (n) => `HPBENCH${String(n).padStart(10, '0')}`

export const settingsOf = ({ folder, databaseUrl }) =>
  readSettings(
    {
      ...{ PORT: '0', SANDBOX_PORT: '1', DATA_DIR: folder, DATABASE_URL: databaseUrl },
      ...{ LOG_LEVEL: 'silent', DEMO_DATA: 'off' },
    },
    path.resolve(import.meta.dirname, '..', '..'),
  )

/** Plants so many orders that wait to be paid, each of a household of its own that owes what was ordered. */
async function plant({ folder, databaseUrl, payments }) {
  const base = await openBase(settingsOf({ folder, databaseUrl }))
  const now = base.clock.now()
  const line = { label: '采暖费', formula: '', source: '', clause: '', amountFen: AMOUNT_FEN }
  for (let at = 0; at < payments; at += 1000) {
    const rows = Array.from({ length: Math.min(1000, payments - at) }, (_, n) => {
      const home = household(base, { company: COMPANY, userCode: `62${String(at + n).padStart(8, '0')}` })
      const of = { company: COMPANY, householdId: home.id, season: '2026-2027' }
      const nothing = { appliedFen: 0, lateFeePaidFen: 0, reversedFen: 0 }
      const bill = { ...of, ...nothing, id: base.ids.next(), kind: 'season', lines: [line], billedFen: AMOUNT_FEN }
      const order = {
        ...{ ...of, orderNo: orderNoOf(at + n), channel: 'wechat', residentId: `R${at + n}`, kind: 'whole' },
        ...{ amountFen: AMOUNT_FEN, status: 'paying', description: '2026-2027采暖季采暖费', prepayId: 'p' },
        ...{ transactionId: null, paidAt: null, clientOutcome: null, createdAt: now, expiresAt: now + 7_200_000 },
      }
      return { home, bill: { ...bill, dueOn: '2026-12-15', openedAt: now }, order }
    })
    await base.database.transaction(async (store) => {
      await store.households.insertMany(rows.map(({ home }) => home))
      await store.bills.insertMany(rows.map(({ bill }) => bill))
      await store.orders.insertMany(rows.map(({ order }) => order))
      const about = { company: COMPANY, event: 'bill-opened', effectiveOn: '2026-11-30', evidenceKind: 'bill' }
      await store.ledger.insert(
        rows.flatMap(({ bill }) =>
          transfersOf(
            { ...about, postingKey: `bill:${bill.id}`, evidenceId: bill.id, postings: billOpened(bill) },
            base,
          ),
        ),
      )
    })
  }
  await linkTransfers(base)
  await base.close()
}

/** Makes the keys; gives notifications that were signed just now, and a fresh database for each contender. */
export async function openStage({ folder, payments, serverUrl }) {
  const sandbox = await startSandbox({ dataDir: folder, port: 0, serverUrl: 'http://127.0.0.1:1', everyMs: false })
  await sandbox.close()
  const planted = path.join(folder, 'planted.sqlite')
  if (!serverUrl) await plant({ folder, databaseUrl: planted, payments })
  let made = 0
  return {
    signed() {
      const world = { settings: { dataDir: folder }, base: { clock: { now: Date.now } } }
      return Array.from({ length: payments }, (_, n) => {
        const transactionId = `42000029${String(n).padStart(20, '0')}`
        return requestOf(wechatPaid(world, COMPANY, { orderNo: orderNoOf(n), amountFen: AMOUNT_FEN, transactionId }))
      })
    },
    async databaseFor(name) {
      if (name === 'ceiling') return undefined
      made += 1
      if (!serverUrl) {
        const file = path.join(folder, `${name}${made}.sqlite`)
        copyFileSync(planted, file)
        return file
      }
      const admin = await mysql.createConnection(`${serverUrl}/mysql`)
      await admin.query(`CREATE DATABASE bench_${name}${made}`)
      await admin.end()
      const databaseUrl = `${serverUrl}/bench_${name}${made}`
      await plant({ folder, databaseUrl, payments })
      return databaseUrl
    },
    async dropDatabase(databaseUrl) {
      if (databaseUrl === undefined) return
      if (!serverUrl) return ['', '-wal', '-shm'].forEach((end) => void rmSync(databaseUrl + end, { force: true }))
      const admin = await mysql.createConnection(`${serverUrl}/mysql`)
      await admin.query(`DROP DATABASE ${databaseUrl.slice(databaseUrl.lastIndexOf('/') + 1)}`)
      await admin.end()
    },
  }
}
