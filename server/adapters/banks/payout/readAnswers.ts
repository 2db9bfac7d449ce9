import { civilDate } from '../../../../contract/estimates'
import { sumFen } from '../../../../contract/money'
import type { ReadPayoutFile } from '../../../application/ports/banks'
import type { PayoutResultRow, ReturnedPayoutRow } from '../../../domain/heatSettlement/payout'

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
export function readResult([head, ...details]: string[][]): ReadPayoutFile<PayoutResultRow> {
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
export function readReturned(lines: string[][]): ReadPayoutFile<ReturnedPayoutRow> {
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
