import { closeSync, createReadStream, createWriteStream, fsyncSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import mysql from 'mysql2/promise'
import { measure } from '../support/measure.mjs'
import { billOf, COMPANY, DATE, isInBooks, paymentOf, plantedOn } from './day.mjs'

const require = createRequire(import.meta.url)
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
export const HEATPAY = path.join(ROOT, 'scripts', 'heatpay.mjs')
const CHUNK = 2000

const COLUMNS =
  'id, company, source, transaction_id, order_no, household_id, amount_fen, paid_at, paid_on, outcome, refunded_fen, refund_parts, recorded_at'

function* paymentRows(rows, perKind) {
  for (let n = 0; n < rows; n++) {
    const kind = plantedOn(n, rows, perKind)
    if (!isInBooks(kind)) continue
    const { transactionId, orderNo, amountFen, paidAt } = paymentOf(n, kind)
    const id = `01BENCH${String(n).padStart(19, '0')}`
    yield [id, COMPANY, 'wechat', transactionId, orderNo, null, amountFen, paidAt, DATE, 'applied', 0, 0, paidAt]
  }
}

function fillSqlite(file, rows, perKind) {
  const database = new (require('better-sqlite3'))(file)
  database.pragma('synchronous = OFF')
  const insert = database.prepare(`INSERT INTO payments (${COLUMNS}) VALUES (${'?,'.repeat(12)}?)`)
  database.exec('BEGIN')
  for (const row of paymentRows(rows, perKind)) insert.run(row)
  database.exec('COMMIT')
  database.pragma('synchronous = FULL')
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.exec('ANALYZE')
  database.close()
}

function toDisk(file) {
  const open = openSync(file, 'r+')
  fsyncSync(open)
  closeSync(open)
}

async function fillMariadb(url, rows, perKind) {
  const connection = await mysql.createConnection(url)
  await connection.query('SET unique_checks = 0')
  await connection.beginTransaction()
  let chunk = []
  const send = async () => {
    if (chunk.length > 0) await connection.query(`INSERT INTO payments (${COLUMNS}) VALUES ?`, [chunk])
    chunk = []
  }
  for (const row of paymentRows(rows, perKind)) {
    chunk.push(row)
    if (chunk.length === CHUNK) await send()
  }
  await send()
  await connection.commit()
  await connection.query('ANALYZE TABLE payments')
  await connection.end()
}

function* booksAsCsv(rows, perKind) {
  let chunk = 'transaction_id,order_no,amount_fen,paid_at\n'
  for (const [, , , transactionId, orderNo, , amountFen, paidAt] of paymentRows(rows, perKind)) {
    chunk += `${transactionId},${orderNo},${amountFen},${paidAt}\n`
    if (chunk.length > 1 << 18) {
      yield chunk
      chunk = ''
    }
  }
  yield chunk
}

/**
 * Makes a place with the day's payments in the books and the day's bill as WeChat packs it; gives where all is. The books
 * are also written as CSV, which is what the DuckDB baseline joins with.
 */
export async function makePlace(folder, { rows, perKind, databaseUrl }) {
  mkdirSync(folder, { recursive: true })
  const env = { DATA_DIR: folder, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
  // Any command makes the keys and the tables that are missing.
  const prepared = await measure([HEATPAY, 'verify-ledger', '--json'], env)
  if (prepared.failed) throw new Error(`the empty place cannot be made: ${prepared.failed}`)
  const merchant = JSON.parse(readFileSync(path.join(folder, 'sandbox', 'keys', 'merchant.json'), 'utf8'))[COMPANY]
    .wechat
  if (databaseUrl) await fillMariadb(databaseUrl, rows, perKind)
  else fillSqlite(path.join(folder, 'heatpay.sqlite'), rows, perKind)
  const bill = path.join(folder, 'wechat-trade.csv.gz')
  await pipeline(Readable.from(billOf(rows, perKind, merchant)), createGzip({ level: 6 }), createWriteStream(bill))
  const books = path.join(folder, 'books.csv')
  await pipeline(Readable.from(booksAsCsv(rows, perKind)), createWriteStream(books))
  // Nobody pays for writing what was made here, and both sides read from a warm page cache.
  if (!databaseUrl) toDisk(path.join(folder, 'heatpay.sqlite'))
  for (const file of [bill, books]) for await (const _ of createReadStream(file));
  return { env, bill, books, merchant }
}
