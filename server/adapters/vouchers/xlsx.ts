import exceljs from 'exceljs'
import type { VoucherTemplate } from '../../domain/voucher/template'
import type { Voucher } from '../../domain/voucher/voucher'
import { type Cell, rowsOf } from './rows'

const END_OF_DIRECTORY = 0x06054b50
const ENTRY = 0x02014b50
/** 1980-01-01, the first day that a zip file knows. */
const NO_TIME = 0x0021_0000

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

/** Takes the time of writing out of a zip file's entries, so that it is not part of what is said. */
function withoutTimes(zip: Buffer): Buffer {
  let end = zip.length - 22
  while (end >= 0 && zip.readUInt32LE(end) !== END_OF_DIRECTORY) end--
  let at = zip.readUInt32LE(end + 16)
  while (zip.readUInt32LE(at) === ENTRY) {
    zip.writeUInt32LE(NO_TIME, at + 12)
    zip.writeUInt32LE(NO_TIME, zip.readUInt32LE(at + 42) + 10)
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return zip
}
