import type { ReadTable } from '../../application/ports/system'
import { csvTable } from './csvTable'
import { decodeText } from './decodeText'
import { wrongTable } from './tableLimits'
import { isOldExcel, isTablePage } from './workbook'

/**
 * Reads a table from a file's bytes, told apart by what is inside: CSV (UTF-8, UTF-16 or GBK, comma or tab),
 * Excel (.xlsx, .xls), or a page with a table that is called .xls.
 * Takes as long as the file makes it: what somebody handed in is read by `tableOf`.
 */
export async function tableWithin(bytes: Buffer): Promise<ReadTable> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    // Loaded when it is needed: it is large, and every command would wait for it.
    const { excelTable } = await import('./excelTable')
    return excelTable(bytes)
  }
  if (isOldExcel(bytes)) return (await import('./oldExcelTable')).oldExcelTable(bytes)
  const decoded = decodeText(bytes)
  if (decoded.outcome !== 'decoded') {
    return wrongTable('有无法识别的字节：文件既不是 UTF-8，也不是 GBK', decoded.line)
  }
  if (isTablePage(decoded.text)) return (await import('./oldExcelTable')).pageTable(decoded.text)
  return csvTable(decoded.text)
}
