import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import JSZip from 'jszip'
import { parseYuan, yuanText } from '../../contract/money'

/** Bills as a clerk would spoil them by hand, with code of its own. Rows are cells; `honest` mends the totals afterwards. */
export interface Edit {
  rows: (rows: string[][]) => string[][]
  honest: boolean
}

const fenOf = (text: string | undefined): number => parseYuan(text ?? '') ?? Number.NaN

const sum = (rows: readonly string[][], column: number) => rows.reduce((total, row) => total + fenOf(row[column]), 0)

/** Columns of the 27-column trade bill that stories touch. */
export const WECHAT_COLUMNS = {
  transactionId: 5,
  orderNo: 6,
  state: 9,
  settled: 12,
  ordered: 24,
  mchid: 2,
  time: 0,
  fee: 22,
}

/** Edits wechat-trade.csv.gz. */
export function editWechatTrade(from: string, to: string, { rows: edit, honest }: Edit): void {
  const [heading = '', ...lines] = gunzipSync(readFileSync(from)).toString('utf8').trimEnd().split('\n')
  const [totals = '', summary = ''] = [lines.pop(), lines.pop()]
  const rows = edit(lines.map((line) => line.slice(1).split(',`')))
  const fee = rows.reduce((total, row) => total + Math.round(Number(row[22]) * 100_000), 0)
  const feeText = `${fee < 0 ? '-' : ''}${Math.floor(Math.abs(fee) / 100_000)}.${String(Math.abs(fee) % 100_000).padStart(5, '0')}`
  const money = (column: number) => yuanText(sum(rows, column))
  const mended = [String(rows.length), money(12), money(16), money(17), feeText, money(24), money(25)]
  const last = honest ? `\`${mended.join(',`')}` : totals
  const text = [heading, ...rows.map((row) => `\`${row.join(',`')}`), summary, last, ''].join('\n')
  writeFileSync(to, gzipSync(text))
}

/** Columns of 业务明细 that stories touch. */
export const ALIPAY_COLUMNS = { tradeNo: 0, orderNo: 1, type: 2, ordered: 11, received: 12 }

/** Edits the 业务明细 within alipay-trade.zip; the summary file is left out, as if the clerk had unpacked it. */
export async function editAlipayTrade(from: string, to: string, { rows: edit, honest }: Edit): Promise<void> {
  const decodeFileName = (bytes: unknown) => iconv.decode(Buffer.from(bytes as Uint8Array), 'gbk')
  const archive = await JSZip.loadAsync(readFileSync(from), { decodeFileName })
  const name = Object.keys(archive.files).find((file) => file.endsWith('业务明细.csv')) ?? ''
  const text = iconv.decode((await archive.file(name)?.async('nodebuffer')) ?? Buffer.alloc(0), 'gbk')
  const lines = text.trimEnd().split('\r\n')
  const isRow = (line: string) => /^\d/.test(line)
  const rows = edit(lines.filter(isRow).map((line) => line.split(',')))
  const kind = (row: readonly string[]) => row[ALIPAY_COLUMNS.type]?.trim()
  const footer = (of: string, words: string) => {
    const own = rows.filter((row) => kind(row) === of)
    return `#${of}合计：${own.length}笔，商家实收${words}共${yuanText(sum(own, 12))}元，商家优惠${words}共0.00元`
  }
  const before = lines.slice(0, lines.findIndex(isRow))
  const after = lines.slice(lines.findLastIndex(isRow) + 1)
  const mended = honest
    ? after.map((line) =>
        line.startsWith('#交易合计')
          ? footer('交易', '')
          : line.startsWith('#退款合计')
            ? footer('退款', '退款')
            : line,
      )
    : after
  const spoilt = new JSZip()
  spoilt.file(name, iconv.encode([...before, ...rows.map((row) => row.join(',')), ...mended, ''].join('\r\n'), 'gbk'))
  const encodeFileName = (file: string) => iconv.encode(file, 'gbk') as unknown as string
  writeFileSync(to, await spoilt.generateAsync({ type: 'nodebuffer', encodeFileName }))
}

/** Columns of the partner bank's lines that stories touch. */
export const BANK_COLUMNS = { userCode: 0, traceNo: 2, amount: 3 }

/** Edits bank-partner.txt. */
export function editBankFile(from: string, to: string, { rows: edit, honest }: Edit): void {
  const [head = '', ...lines] = iconv.decode(readFileSync(from), 'gbk').trimEnd().split('\n')
  const rows = edit(lines.map((line) => line.split('|')))
  const fields = head.split('|')
  const mended = honest ? [String(rows.length), yuanText(sum(rows, 3)), ...fields.slice(2)] : fields
  writeFileSync(to, iconv.encode([mended.join('|'), ...rows.map((row) => row.join('|')), ''].join('\n'), 'gbk'))
}
