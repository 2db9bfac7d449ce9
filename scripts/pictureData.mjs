// Fills a sandbox installation with days that a finance desk would recognise, for the console's pictures: simulated days
// reconciled with their own files, three differences on one, a bank's file that contradicts itself on the last.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

const require = createRequire(import.meta.url)
const DAYS = 8
const FILES = { wechat: 'wechat-trade.csv.gz', alipay: 'alipay-trade.zip', 'bank:partner': 'bank-partner.txt' }
/** Columns of the trade bill, from 0: the channel's number, our number, the state, what was settled, the fee, what was ordered. */
const [NUMBER, ORDER, STATE, SETTLED, FEE, ORDERED] = [5, 6, 9, 12, 22, 24]

const daysBefore = (date, days) =>
  new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
const fen = (text) => Math.round(Number(text) * 100)
const yuan = (amount) => (amount / 100).toFixed(2)

/** Changes the rows of a WeChat trade bill and mends its totals, as if the channel had known it so. */
function rewrite(file, edit) {
  const [heading, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n')
  const [, summary] = [lines.pop(), lines.pop()]
  const rows = edit(lines.map((line) => line.slice(1).split(',`')))
  const sum = (column) => yuan(rows.reduce((total, row) => total + fen(row[column]), 0))
  const fees = (rows.reduce((total, row) => total + Math.round(Number(row[FEE]) * 1e5), 0) / 1e5).toFixed(5)
  const totals = [rows.length, sum(SETTLED), sum(16), sum(17), fees, sum(ORDERED), sum(25)]
  const text = [heading, ...rows.map((row) => `\`${row.join(',`')}`), summary, `\`${totals.join(',`')}`, '']
  writeFileSync(file, gzipSync(text.join('\n')))
}

/** Theirs alone, ours alone, and one yuan too much. */
function disagree(rows) {
  const paid = rows.filter((row) => row[STATE] === 'SUCCESS')
  paid[2][SETTLED] = paid[2][ORDERED] = yuan(fen(paid[2][ORDERED]) + 100)
  const stray = paid[0].with(NUMBER, '4200002026112000000000009999').with(ORDER, 'HP261120STRAY0001')
  return [...rows.filter((row) => row !== paid[5]), stray]
}

/** A head that says one payment more than follow. */
function contradict(file) {
  const [head, ...rest] = readFileSync(file).toString('latin1').split('\n')
  writeFileSync(file, [head.replace(/^\d+/, (count) => String(Number(count) + 1)), ...rest].join('\n'), 'latin1')
}

/** Simulates and reconciles the days before today in the installation of DATA_DIR; gives them, the oldest first. */
export async function fillDays(company, today) {
  const { runHeatpay } = require('../dist/app/server/cli/main.js')
  const days = Array.from({ length: DAYS }, (_, back) => daysBefore(today, DAYS - back))
  for (const [nth, date] of days.entries()) {
    const out = path.join(path.resolve(process.env.DATA_DIR ?? './data'), 'pictures', date)
    mkdirSync(out, { recursive: true })
    const payments = String(30 + ((nth * 37) % 60))
    const simulated = [
      '--company',
      company,
      '--date',
      date,
      '--payments',
      payments,
      '--seed',
      String(nth),
      '--out',
      out,
    ]
    await runHeatpay(['simulate', ...simulated, '--json'])
    const last = date === days.at(-1)
    if (date === days.at(-2)) rewrite(path.join(out, FILES.wechat), disagree)
    if (last) contradict(path.join(out, FILES['bank:partner']))
    for (const [channel, file] of Object.entries(FILES)) {
      if (last && channel === 'alipay') continue
      const asked = ['--company', company, '--channel', channel, '--date', date, '--bill', path.join(out, file)]
      await runHeatpay(['reconcile', ...asked, '--json'])
    }
  }
  return days
}
