import type { ReadTable } from '../../application/ports/system'
import { csvTable } from './csvTable'
import { decodeText } from './decodeText'
import { wrongTable } from './tableLimits'

/**
 * Reads a table from a file's bytes, told apart by what is inside: CSV (UTF-8, UTF-16 or GBK, comma or tab) or Excel .xlsx.
 * Takes as long as the file makes it: what somebody handed in is read by `tableOf`.
 */
export async function tableWithin(bytes: Buffer): Promise<ReadTable> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    // Loaded when it is needed: it is large, and every command would wait for it.
    const { excelTable } = await import('./excelTable')
    return excelTable(bytes)
  }
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') {
    return wrongTable('这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 CSV')
  }
  const decoded = decodeText(bytes)
  return decoded.outcome === 'decoded'
    ? csvTable(decoded.text)
    : wrongTable('有无法识别的字节：文件既不是 UTF-8，也不是 GBK', decoded.line)
}
