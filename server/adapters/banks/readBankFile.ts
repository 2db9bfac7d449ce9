import type { CounterReading } from '../../application/billPort'
import type { CounterRow } from '../../domain/reconciliation/counterRow'
import { totalsFault } from '../../domain/reconciliation/totals'
import { contentOf, digesting, newDigest } from '../bills/content'
import { decimalOf } from '../bills/decimals'
import { FileFault, orFault } from '../bills/fileFault'
import { forEachLine, textOf } from '../bills/lines'
import { compactDay } from './day'
import type { BankTemplate } from './template'

const PLACES = { yuan: 2, fen: 0 } as const

type Fields = (name: string) => string

/** Cuts a line into the fields that the template names; throws FileFault when there are fewer or more. */
function cut(text: string, line: number, names: readonly string[], template: BankTemplate): Fields {
  const { separator, trailingSeparator } = template
  const cells = text.split(separator)
  if (trailingSeparator && cells.length > 1) {
    if (cells.at(-1)?.trim() !== '') throw new FileFault(`行尾没有“${separator}”`, line)
    cells.pop()
  }
  if (cells.length !== names.length) throw new FileFault(`应有 ${names.length} 个字段，实有 ${cells.length} 个`, line)
  return (name) => cells[names.indexOf(name)]?.trim() ?? ''
}

function amountOf(text: string, template: BankTemplate, line: number): number {
  const fen = decimalOf(text, PLACES[template.amounts])
  if (Number.isNaN(fen)) throw new FileFault(`不是金额：“${text}”`, line)
  return fen
}

function readRow(fields: Fields, line: number, template: BankTemplate, date: string): CounterRow {
  const has = (name: string) => template.row.includes(name)
  const amountFen = amountOf(fields('amount'), template, line)
  const written = has('date') ? fields('date') : compactDay(date)
  const userCode = fields('userCode')
  const traceNo = fields('traceNo')
  if (amountFen <= 0) throw new FileFault('金额应大于 0', line)
  if (!/^\d{8}$/.test(written)) throw new FileFault(`不是日期：“${written}”`, line)
  if (userCode === '' || traceNo === '') throw new FileFault('用户卡号或流水号是空的', line)
  // What our tables hold; a longer number is no number of this bank.
  if (userCode.length > 32 || traceNo.length > 64) throw new FileFault('用户卡号或流水号过长', line)
  const paidOn = `${written.slice(0, 4)}-${written.slice(4, 6)}-${written.slice(6, 8)}`
  return { userCode, traceNo, amountFen, paidOn, line }
}

/**
 * Reads a day's file of a bank by its template: whole, or put aside when its count or total is not what its rows come to, a
 * line is short, a byte cannot be decoded, or it is another company's or another day's (formats.md 5.1).
 */
export function readBankFile(
  template: BankTemplate,
  file: string,
  { company, date }: { company: string; date: string },
): Promise<CounterReading> {
  return orFault(async () => {
    const digest = newDigest()
    const rows: CounterRow[] = []
    let head: Fields | undefined
    let headLine = 0
    await forEachLine(digesting(contentOf(file), digest), (line) => {
      const text = textOf(line)
      if (text.trim() === '') return
      if (head) rows.push(readRow(cut(text, line.number, template.row, template), line.number, template, date))
      else {
        head = cut(text, line.number, template.head, template)
        headLine = line.number
      }
    })
    if (!head) throw new FileFault('文件是空的')
    const totalFen = rows.reduce((sum, { amountFen }) => sum + amountFen, 0)
    checkHead(head, headLine, template, { company, date })
    const count = decimalOf(head('count'), 0)
    if (Number.isNaN(count)) throw new FileFault(`总笔数不是数：“${head('count')}”`, headLine)
    const total = amountOf(head('total'), template, headLine)
    const fault = totalsFault([
      { name: '总笔数', stated: count, counted: rows.length, unit: 'rows' },
      { name: '总金额', stated: total, counted: totalFen, unit: 'fen' },
    ])
    if (fault) throw new FileFault(fault, headLine)
    return {
      outcome: 'read',
      digest: digest.digest('hex'),
      rows,
      totals: { rows: rows.length, totalFen },
    } as const
  })
}

function checkHead(
  head: Fields,
  line: number,
  template: BankTemplate,
  { company, date }: { company: string; date: string },
) {
  if (template.head.includes('company') && head('company') !== company) {
    throw new FileFault(`是“${head('company')}”的文件，不是“${company}”的`, line)
  }
  if (template.head.includes('batchDate') && head('batchDate') !== compactDay(date)) {
    throw new FileFault(`是 ${head('batchDate')} 的文件，不是 ${compactDay(date)} 的`, line)
  }
}
