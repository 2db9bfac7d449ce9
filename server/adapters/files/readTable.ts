import { readFile, stat } from 'node:fs/promises'
import type { ReadTable } from '../../application/ports/system'
import { isQuick, readApart } from '../readers/readApart'
import { wrongTable } from './tableLimits'
import { tableWithin } from './tableWithin'

const LARGEST_FILE_BYTES = 64 * 1024 * 1024

/** Reads a table from a file: CSV (UTF-8, UTF-16 or GBK, comma or tab) or Excel .xlsx, told apart by what is inside. */
export async function readTable(file: string): Promise<ReadTable> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) return wrongTable('没有这个文件')
  if (found.size > LARGEST_FILE_BYTES) return wrongTable(`文件超过 ${LARGEST_FILE_BYTES / 1024 / 1024} MB`)
  return tableOf(await readFile(file))
}

/**
 * Reads a table from a file's bytes. One that is packed or large is read apart, so that nobody waits for it; one that takes
 * too much time or memory is `wrong`, with the reason and what to do.
 */
export async function tableOf(bytes: Buffer): Promise<ReadTable> {
  if (isQuick(bytes, bytes.length)) return tableWithin(bytes)
  const read = await readApart<ReadTable>({ kind: 'table', bytes })
  return read.outcome === 'done' ? read.result : wrongTable(read.reason)
}
