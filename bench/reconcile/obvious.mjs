// Baseline: the way that comes to mind first. All payments by TypeORM's find(), the bill by csv-parse, a Map between them.
// `node obvious.mjs <bill> <mchid> <date>`, with DATA_DIR or DATABASE_URL.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

const require = createRequire(import.meta.url)
require('reflect-metadata')
const { DataSource, EntitySchema } = require('typeorm')
const { parse } = require('csv-parse/sync')

const [bill, mchid, date] = process.argv.slice(2)
const url = process.env.DATABASE_URL
const column = (name, type = 'varchar') => ({ type, name })
const Payment = new EntitySchema({
  name: 'payments',
  columns: {
    id: { type: 'varchar', primary: true },
    company: column('company'),
    source: column('source'),
    transactionId: column('transaction_id'),
    orderNo: column('order_no'),
    amountFen: column('amount_fen', 'bigint'),
    paidAt: column('paid_at', 'bigint'),
    paidOn: column('paid_on'),
  },
})
const database = await new DataSource({
  ...(url
    ? { type: 'mariadb', url }
    : { type: 'better-sqlite3', database: path.join(process.env.DATA_DIR, 'heatpay.sqlite') }),
  entities: [Payment],
}).initialize()
const payments = await database
  .getRepository(Payment)
  .find({ where: { company: 'lanzhou', source: 'wechat', paidOn: date } })
const ours = new Map(payments.map((payment) => [payment.transactionId, payment]))

const cellOf = (text) => text.replace(/^`/, '')
const fenOf = (text) => Math.round(Number(cellOf(text)) * 100)
const rows = parse(gunzipSync(readFileSync(bill)).toString('utf8'), {
  columns: true,
  relax_column_count: true,
  quote: null,
})
const midnight = Date.parse(`${date}T00:00:00+08:00`)
const differences = []
const seen = new Set()
for (const row of rows) {
  if (row.订单金额 === undefined || !row.交易时间.startsWith('`')) continue
  const transactionId = cellOf(row.微信订单号)
  const payment = ours.get(transactionId)
  const orderNo = payment?.orderNo ?? cellOf(row.商户订单号)
  const fen = fenOf(row.订单金额)
  const tell = (kind) => differences.push({ kind, orderNo })
  if (cellOf(row.商户号) !== mchid) tell('foreign')
  else if (seen.has(transactionId)) tell('duplicate-row')
  else if (!payment) tell('channel-only')
  else if (fen !== Number(payment.amountFen)) tell('amount')
  else if (cellOf(row.交易状态) !== 'SUCCESS') tell('status')
  else if (Math.abs(fenOf(row.手续费) - fen * 0.002) > 0.5) tell('fee')
  seen.add(transactionId)
}
for (const { transactionId, orderNo, paidAt } of payments) {
  if (seen.has(transactionId)) continue
  const atTheCut = Number(paidAt) < midnight + 60_000 || Number(paidAt) >= midnight + 86_340_000
  differences.push({ kind: atTheCut ? 'carried-over' : 'ours-only', orderNo })
}
await database.destroy()
process.stdout.write(JSON.stringify({ differences }))
