import { decode, encode } from 'iconv-lite'
import { sumFen } from '../../contract/money'
import type { Payout } from '../store/bankPayments'

/** One payment that a company wants made. */
export interface Wanted {
  serial: string
  account: string
  name: string
  amountFen: number
}

const TRAILER = '########'

/**
 * Reads a request file (formats.md 5.5): `P|count|total` and six fields a row, or `PO|…` and eight for other banks' cards.
 * Gives what is wrong with it as text.
 */
export function readRequestFile(bytes: Buffer): Wanted[] | string {
  const lines = decode(bytes, 'gb18030').split('\r\n')
  if (lines.pop() !== '' || lines.pop() !== TRAILER) return `文件应以 ${TRAILER} 结束，行尾为 CRLF`
  const [kind, count, total, ...more] = (lines.shift() ?? '').split('|')
  if ((kind !== 'P' && kind !== 'PO') || more.length > 0) return '首行应为 P|总笔数|总金额 或 PO|总笔数|总金额'
  const wanted: Wanted[] = []
  for (const [index, line] of lines.entries()) {
    const fields = line.split('|')
    if (fields.length !== (kind === 'P' ? 6 : 8)) return `第 ${index + 2} 行有 ${fields.length} 个字段`
    const [serial = '', account = '', name = ''] = fields
    const amount = (kind === 'P' ? fields[3] : fields[5]) ?? ''
    if (
      !/^[0-9A-Z]{1,32}$/.test(serial) ||
      !/^\d{12,30}$/.test(account) ||
      name === '' ||
      !/^[1-9]\d{0,12}$/.test(amount)
    ) {
      return `第 ${index + 2} 行的内容不能识别`
    }
    wanted.push({ serial, account, name, amountFen: Number(amount) })
  }
  const sum = sumFen(wanted.map(({ amountFen }) => amountFen))
  if (count !== String(wanted.length) || total !== String(sum))
    return `首行 ${count} 笔 ${total} 分，明细 ${wanted.length} 笔 ${sum} 分`
  return wanted
}

const compact = (day: string): string => day.replaceAll('-', '')

/** The result of a batch: `P|笔数|金额|成功笔数|成功金额` and ten fields a row. */
export function resultFile(payouts: readonly Payout[]): Buffer {
  const paid = payouts.filter(({ failCode }) => failCode === null)
  const sum = (of: readonly Payout[]) => sumFen(of.map(({ amountFen }) => amountFen))
  const rows = payouts.map((payout) => {
    const { serial, bankSerial, account, name, amountFen, failCode, failReason, paidOn } = payout
    const said = failCode === null ? 'S' : 'F'
    return [
      serial,
      bankSerial,
      account,
      name,
      amountFen,
      said,
      failCode ?? '',
      failReason ?? '',
      compact(paidOn),
      '101500',
    ]
  })
  return file([['P', payouts.length, sum(payouts), paid.length, sum(paid)], ...rows])
}

/** Payments that came back on a day (退汇): eleven fields a row. */
export function returnedFile(payouts: readonly Payout[]): Buffer {
  return file(
    payouts.map(({ paidOn, requestName, serial, bankSerial, account, name, amountFen, returnedOn }) => {
      const batch = /_(\d+)\.txt$/.exec(requestName)?.[1] ?? ''
      const sent = [compact(paidOn), batch, serial, bankSerial, account, name, amountFen]
      return [...sent, 'F', 'R01', '收款账户状态异常', compact(returnedOn ?? paidOn)]
    }),
  )
}

function file(rows: readonly (readonly (string | number)[])[]): Buffer {
  return encode(`${[...rows.map((fields) => fields.join('|')), TRAILER].join('\r\n')}\r\n`, 'gb18030')
}
