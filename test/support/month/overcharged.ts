import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

const FEE = 22
const SUMMARY_FEE = 4
const yuan = (text: string) => Math.round(Number(text.replace('`', '')) * 100)
const written = (fen: number, places: number) => `\`${(fen / 100).toFixed(places)}`

function rewrite(file: string, change: (lines: string[]) => void): void {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n')
  change(lines)
  writeFileSync(file, gzipSync(lines.join('\n')))
}

/** WeChat charges one payment more than its rate: both of its files of the day say so, and agree with themselves. */
export function overcharge(folder: string, transactionId: string, moreFen: number): void {
  rewrite(path.join(folder, 'wechat-trade.csv.gz'), (lines) => {
    const row = lines.findIndex((line) => line.includes(transactionId))
    for (const [at, column] of [
      [row, FEE],
      [lines.length - 2, SUMMARY_FEE],
    ] as const) {
      const cells = (lines[at] ?? '').split(',')
      cells[column] = written(yuan(cells[column] ?? '') + moreFen, 5)
      lines[at] = cells.join(',')
    }
  })
  rewrite(path.join(folder, 'wechat-fundflow.csv.gz'), (lines) => {
    const row = lines.findIndex((line) => line.includes(transactionId) && line.includes('扣除交易手续费'))
    for (const [at, column] of [
      [row, 6],
      [lines.length - 2, 4],
    ] as const) {
      const cells = (lines[at] ?? '').split(',')
      cells[column] = written(yuan(cells[column] ?? '') + moreFen, 2)
      lines[at] = cells.join(',')
    }
  })
}
