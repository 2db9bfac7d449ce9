import { open } from 'node:fs/promises'
import type { Quarantined } from '../../application/ports/channelFiles'
import { isQuick, readApart } from '../readers/readApart'

async function isQuickFile(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return isQuick(buffer.subarray(0, bytesRead), (await handle.stat()).size)
  } finally {
    await handle.close()
  }
}

/**
 * Reads a bank's file here where it is small, apart where nobody should wait for it; `given` is what the reader of its kind is
 * called with. A file that takes too much time or memory is put aside, with the reason.
 */
export async function apart<Reading>(
  kind: 'bank-file' | 'statement' | 'statement-lines',
  file: string,
  given: readonly unknown[],
  here: () => Promise<Reading>,
): Promise<Reading | Quarantined> {
  if (await isQuickFile(file)) return here()
  const read = await readApart<Reading>({ kind, given })
  return read.outcome === 'done' ? read.result : { outcome: 'quarantined', reason: read.reason }
}
