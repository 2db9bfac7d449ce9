import { readdirSync } from 'node:fs'
import path from 'node:path'
import exceljs from 'exceljs'
import { decode, encode } from 'iconv-lite'
import JSZip from 'jszip'
import { yuanText } from '../../../contract/money'
import type { VoucherFiles } from '../../application/ports/reports'
import {
  dateText,
  type Voucher,
  type VoucherField,
  type VoucherLine,
  type VoucherTemplate,
  voucherTemplate,
} from '../../domain/voucher/voucher'
import { inert } from '../files/excelFile'
import { companyFolder } from '../files/folders'
import { parsedYaml } from '../files/yamlFile'

/** A cell as text, or an amount of fen that a workbook keeps as a number. */
export type Cell = { text: string } | { fen: number } | null

/** The lines of a voucher file, cell by cell, in the template's order. */
export function* rowsOf(template: VoucherTemplate, vouchers: readonly Voucher[]): Generator<Cell[]> {
  for (const voucher of vouchers) {
    for (const [index, line] of voucher.lines.entries()) {
      yield template.columns.map((column) =>
        'text' in column ? textCell(column.text) : cellOf(column.of, voucher, line, index, template.dates),
      )
    }
  }
}

/** Yuan with two decimals; nothing for an empty side. */
export const cellText = (cell: Cell): string => (cell === null ? '' : 'fen' in cell ? yuanText(cell.fen) : cell.text)

const textCell = (text: string): Cell => (text === '' ? null : { text: inert(text) })

const amountCell = (fen: number): Cell => (fen === 0 ? null : { fen })

function cellOf(of: VoucherField, voucher: Voucher, line: VoucherLine, index: number, dates: string): Cell {
  switch (of) {
    case 'date':
      return { text: dateText(voucher.date, dates) }
    case 'year':
      return { text: voucher.date.slice(0, 4) }
    case 'month':
      return { text: String(Number(voucher.date.slice(5, 7))) }
    case 'number':
      return { text: String(voucher.number) }
    case 'line':
      return { text: String(index + 1) }
    case 'entries':
      return { text: String(voucher.entries) }
    case 'summary':
      return textCell(line.summary)
    case 'account-code':
      return { text: line.accountCode }
    case 'account-name':
      return textCell(line.accountName)
    case 'debit':
      return amountCell(line.debitFen)
    case 'credit':
      return amountCell(line.creditFen)
    case 'amount':
      return amountCell(line.debitFen + line.creditFen)
  }
}

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

/** Reads config/vouchers of a project's folder, each file a template by its name; throws with the file and what is wrong. */
export function loadVoucherTemplates(projectDir: string): ReadonlyMap<string, VoucherTemplate> {
  const folder = path.join(projectDir, 'config', 'vouchers')
  const templates = new Map<string, VoucherTemplate>()
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.yaml')) continue
    const read = voucherTemplate.safeParse(parsedYaml(path.join(folder, file), 'core'))
    if (!read.success) {
      const [issue] = read.error.issues
      throw new Error(`${path.join(folder, file)}: ${issue?.path.join('.')}: ${issue?.message}`)
    }
    templates.set(path.basename(file, '.yaml'), read.data)
  }
  return templates
}

/** The first day that a zip file knows. */
const NO_TIME = new Date(Date.UTC(1980, 0, 1))

/** Writes vouchers as a workbook of one sheet; the same vouchers give the same bytes. Codes and dates are text, amounts numbers. */
export async function writeXlsx(template: VoucherTemplate, vouchers: readonly Voucher[]): Promise<Buffer> {
  if (template.file.kind !== 'xlsx') throw new Error('not a template of a workbook')
  const workbook = new exceljs.Workbook()
  workbook.created = new Date(0)
  workbook.modified = new Date(0)
  const sheet = workbook.addWorksheet(template.file.sheet)
  if (template.headings) sheet.addRow(template.columns.map(({ heading }) => heading))
  for (const cells of rowsOf(template, vouchers)) {
    const row = sheet.addRow(cells.map(inWorkbook))
    cells.forEach((cell, index) => {
      if (cell && 'fen' in cell) row.getCell(index + 1).numFmt = '0.00'
    })
  }
  return withoutTimes(Buffer.from(await workbook.xlsx.writeBuffer()))
}

/** A workbook keeps yuan as a number; it is shown, and read again, with two decimals. */
function inWorkbook(cell: Cell): string | number | null {
  if (cell === null) return null
  return 'fen' in cell ? cell.fen / 100 : cell.text
}

/** Packs a workbook again without the time of writing, so that it is not part of what is said. */
async function withoutTimes(workbook: Buffer): Promise<Buffer> {
  const written = await JSZip.loadAsync(workbook)
  const timeless = new JSZip()
  for (const part of Object.values(written.files)) {
    timeless.file(part.name, await part.async('nodebuffer'), { date: NO_TIME, dir: part.dir, createFolders: false })
  }
  return timeless.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

/** Writes voucher files by the templates of a project's folder, and keeps them below a folder that no route serves. */
export function voucherFiles(projectDir: string, folder: string): VoucherFiles {
  const kept = companyFolder(folder)
  return {
    templates: loadVoucherTemplates(projectDir),
    write: async (template, vouchers) =>
      template.file.kind === 'csv'
        ? { bytes: writeCsv(template, vouchers), extension: template.file.extension }
        : { bytes: await writeXlsx(template, vouchers), extension: 'xlsx' },
    keep: kept.write,
    read: kept.read,
  }
}
