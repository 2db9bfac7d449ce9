import { readFile, stat } from 'node:fs/promises'
import type { ReadTable } from '../../application/tablePort'
import { csvTable } from './csvTable'
import { decodeText } from './decodeText'

const LARGEST_FILE_BYTES = 64 * 1024 * 1024

const wrong = (reason: string, line: number | null = null): ReadTable => ({
  outcome: 'wrong',
  faults: [{ line, reason }],
})

/** Reads a table from a file: CSV (UTF-8, UTF-16 or GBK, comma or tab) or Excel .xlsx, told apart by what is inside. */
export async function readTable(file: string): Promise<ReadTable> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) return wrong('没有这个文件')
  if (found.size > LARGEST_FILE_BYTES) return wrong(`文件超过 ${LARGEST_FILE_BYTES / 1024 / 1024} MB`)
  return tableOf(await readFile(file))
}

/** Reads a table from a file's bytes. */
export async function tableOf(bytes: Buffer): Promise<ReadTable> {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    // Loaded when it is needed: it is large, and every command would wait for it.
    const { excelTable } = await import('./excelTable')
    return excelTable(bytes)
  }
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0')
    return wrong('这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 CSV')
  const decoded = decodeText(bytes)
  return decoded.outcome === 'decoded'
    ? csvTable(decoded.text)
    : wrong('有无法识别的字节：文件既不是 UTF-8，也不是 GBK', decoded.line)
}
