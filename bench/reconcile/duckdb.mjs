// Baseline: DuckDB reads the bill and the books as CSV, joins them fully and classifies in SQL. `node duckdb.mjs <bill> <books> <mchid> <date>`
import { DuckDBInstance } from '@duckdb/node-api'

const [bill, books, mchid, date] = process.argv.slice(2)
const quoted = (text) => `'${text.replaceAll("'", "''")}'`
const cell = (name) => `substr("${name}", 2)`
const fen = (name) => `CAST(round(CAST(${cell(name)} AS DECIMAL(18, 5)) * 100) AS BIGINT)`

const connection = await (await DuckDBInstance.create(':memory:')).connect()
await connection.run(`
  CREATE VIEW theirs AS
  SELECT ${cell('微信订单号')} AS transaction_id, ${cell('商户订单号')} AS order_no, ${cell('商户号')} AS mchid,
         ${cell('交易状态')} AS state, ${cell('交易时间')} AS at, ${fen('订单金额')} AS fen, ${fen('手续费')} AS fee_fen,
         row_number() OVER (PARTITION BY "微信订单号") AS repetition
  FROM read_csv(${quoted(bill)}, header = true, all_varchar = true, quote = '', escape = '', null_padding = true, strict_mode = false)
  WHERE "订单金额" IS NOT NULL AND "交易时间" LIKE '\`%'`)
await connection.run(`
  CREATE VIEW ours AS SELECT * FROM read_csv(${quoted(books)}, header = true,
    columns = {'transaction_id': 'VARCHAR', 'order_no': 'VARCHAR', 'amount_fen': 'BIGINT', 'paid_at': 'BIGINT'})`)
const midnight = Date.parse(`${date}T00:00:00+08:00`)
const result = await connection.runAndReadAll(`
  SELECT CASE
      WHEN t.mchid <> ${quoted(mchid)} THEN 'foreign'
      WHEN t.repetition > 1 THEN 'duplicate-row'
      WHEN o.transaction_id IS NULL THEN 'channel-only'
      WHEN t.transaction_id IS NULL AND (o.paid_at < ${midnight + 60_000} OR o.paid_at >= ${midnight + 86_340_000}) THEN 'carried-over'
      WHEN t.transaction_id IS NULL THEN 'ours-only'
      WHEN t.fen <> o.amount_fen THEN 'amount'
      WHEN t.state <> 'SUCCESS' THEN 'status'
      WHEN abs(t.fee_fen - t.fen * 0.002) > 0.5 THEN 'fee'
      WHEN t.order_no <> o.order_no OR t.at NOT LIKE ${quoted(`${date}%`)} THEN 'other'
    END AS kind, coalesce(o.order_no, t.order_no) AS order_no
  FROM ours o FULL OUTER JOIN theirs t ON o.transaction_id = t.transaction_id
  WHERE kind IS NOT NULL`)
const differences = result.getRowObjects().map(({ kind, order_no: orderNo }) => ({ kind, orderNo }))
process.stdout.write(JSON.stringify({ differences }))
