import { decode, encode } from 'iconv-lite'
import type { VoucherTemplate } from '../../domain/voucher/template'
import type { Voucher } from '../../domain/voucher/voucher'
import { inert } from '../files/excelFile'
import { cellText, rowsOf } from './rows'

const BOM = '\uFEFF'

/** Writes vouchers as text with separators, CRLF after each line; throws on a letter that the encoding lacks. */
export function writeCsv(template: VoucherTemplate, vouchers: readonly Voucher[]): Buffer {
  if (template.file.kind !== 'csv') throw new Error('not a template of a text file')
  const { encoding, separator, head } = template.file
  const quoted = (text: string) =>
    /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
  const line = (cells: string[]) => cells.map(quoted).join(separator)
  const lines = [
    ...head,
    ...(template.headings ? [line(template.columns.map(({ heading }) => inert(heading)))] : []),
    ...[...rowsOf(template, vouchers)].map((cells) => line(cells.map(cellText))),
  ]
  const text = lines.map((one) => `${one}\r\n`).join('')
  const bytes = encode(encoding === 'utf-8-bom' ? BOM + text : text, encoding === 'gbk' ? 'gbk' : 'utf-8')
  if (encoding === 'gbk' && decode(bytes, 'gbk') !== text) throw new Error('a voucher holds a letter that GBK lacks')
  return bytes
}
