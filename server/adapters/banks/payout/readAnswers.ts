import { civilDate } from '../../../../contract/estimates'
import { sumFen } from '../../../../contract/money'
import type { ReadPayoutFile } from '../../../application/ports/banks'
import type { PayoutResultRow, ReturnedPayoutRow } from '../../../domain/heatSettlement/payout'
import { decodeText } from '../../files/decodeText'

/** The last line of every payout file. */
export const TRAILER = '########'

const LARGEST_BYTES = 16 * 1024 * 1024

const MAX_LINE = 4096

/** The file's lines up to its trailer, split into fields; or what is wrong with it: cut short, too large, not decodable. */
function linesOf(bytes: Buffer): string[][] | string {
  if (bytes.length > LARGEST_BYTES) return `文件超过 ${LARGEST_BYTES / 1024 / 1024} MB`
  const decoded = decodeText(bytes)
  if (decoded.outcome === 'undecodable') return `第 ${decoded.line} 行有无法识别的字节`
  const lines = decoded.text.split(/\r?\n/)
  while (lines.at(-1) === '') lines.pop()
  if (lines.pop() !== TRAILER) return `文件不完整：最后一行不是 ${TRAILER}`
  const long = lines.findIndex((line) => line.length > MAX_LINE)
  return long < 0 ? lines.map((line) => line.split('|')) : `第 ${long + 1} 行太长`
}

/** A file's bytes read by its lines, or why they are none. */
function reading<Row>(bytes: Buffer, read: (lines: string[][]) => ReadPayoutFile<Row>): ReadPayoutFile<Row> {
  const lines = linesOf(bytes)
  return typeof lines === 'string' ? { outcome: 'wrong', reason: lines } : read(lines)
}

/** Reads a batch's result; see PayoutLayout. Takes as long as the file makes it. */
export const readAnswers = (bytes: Buffer): ReadPayoutFile<PayoutResultRow> => reading(bytes, readResult)

/** Reads payments that came back; see PayoutLayout. Takes as long as the file makes it. */
export const readReturns = (bytes: Buffer): ReadPayoutFile<ReturnedPayoutRow> => reading(bytes, readReturned)

/** 20260706 → 2026-07-06; undefined for a day that does not exist. */
function dayOf(text: string | undefined): string | undefined {
  const dashed = text?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return civilDate.safeParse(dashed).success ? dashed : undefined
}

/** Fen as digits, more than nothing. */
function fenOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}

const countOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined

const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

/**
 * A batch's result: `P|笔数|金额|成功笔数|成功金额`, then `第三方流水号|银行流水号|帐号|户名|金额|结果|失败码|失败原因|付款日期|付款时间`.
 * Its four totals must be those of its rows.
 */
function readResult([head, ...details]: string[][]): ReadPayoutFile<PayoutResultRow> {
  const wrong = (line: number, reason: string) => ({ outcome: 'wrong' as const, reason: `第 ${line} 行：${reason}` })
  if (head?.length !== 5 || !/^PO?$/.test(head[0] ?? '')) return wrong(1, '应为 P|总笔数|总金额|成功笔数|成功金额')
  const rows: PayoutResultRow[] = []
  for (const [index, fields] of details.entries()) {
    const line = index + 2
    if (fields.length !== 10) return wrong(line, `有 ${fields.length} 个字段，应为 10 个`)
    const [serial = '', bankSerial = '', account = '', name = '', amount, said, code, why, date] = fields
    const amountFen = fenOf(amount)
    if (amountFen === undefined) return wrong(line, '金额应为大于 0 的分')
    if (said !== 'S' && said !== 'F') return wrong(line, '付款结果应为 S 或 F')
    const on = dayOf(date)
    if (on === undefined) return wrong(line, '付款日期应写作 yyyyMMdd')
    const outcome = said === 'S' ? 'paid' : 'failed'
    const failed = { failCode: orNull(code), failReason: orNull(why) }
    rows.push({ line, serial, bankSerial, account, name, amountFen, outcome, ...failed, on })
  }
  const paid = rows.filter(({ outcome }) => outcome === 'paid')
  const sum = (of: PayoutResultRow[]): number => sumFen(of.map(({ amountFen }) => amountFen))
  const found = [rows.length, sum(rows), paid.length, sum(paid)]
  const said = head.slice(1).map(countOf)
  if (found.some((value, index) => value !== said[index])) {
    return wrong(1, `首行为 ${head.slice(1).join('、')}，明细合计为 ${found.join('、')}`)
  }
  return { outcome: 'read', rows }
}

/** Payments that came back: `报盘日期|报盘批次|第三方流水号|银行流水号|帐号|户名|金额|付款结果|失败返回码|失败原因|退汇日期`. */
function readReturned(lines: string[][]): ReadPayoutFile<ReturnedPayoutRow> {
  const wrong = (line: number, reason: string) => ({ outcome: 'wrong' as const, reason: `第 ${line} 行：${reason}` })
  const rows: ReturnedPayoutRow[] = []
  for (const [index, fields] of lines.entries()) {
    const line = index + 1
    if (fields.length !== 11) return wrong(line, `有 ${fields.length} 个字段，应为 11 个`)
    const [, , serial = '', bankSerial = '', account = '', name = '', amount, , code, why, date] = fields
    const amountFen = fenOf(amount)
    const on = dayOf(date)
    if (amountFen === undefined) return wrong(line, '金额应为大于 0 的分')
    if (on === undefined) return wrong(line, '退汇日期应写作 yyyyMMdd')
    rows.push({
      line,
      serial,
      bankSerial,
      account,
      name,
      amountFen,
      failCode: orNull(code),
      failReason: orNull(why),
      on,
    })
  }
  return { outcome: 'read', rows }
}
