import type { Hash } from 'node:crypto'
import { contentOf, FileFault, forEachLine, newDigest, packingOf } from './lines'
import { withZip, type ZipEntry } from './writeText'

/** What a bank's file may end with since the days of floppy disks. */
const END_MARK = '\x1a'

async function addText(content: AsyncIterable<Buffer>, digest: Hash): Promise<void> {
  await forEachLine(content, ({ bytes, start, end }) => {
    const line = bytes.subarray(start, end)
    if (line.toString('latin1') === END_MARK) return
    digest.update(line).update('\n')
  })
}

async function addEntries(entries: readonly ZipEntry[], digest: Hash): Promise<void> {
  const inOrder = [...entries].sort((one, other) => (one.name < other.name ? -1 : 1))
  for (const entry of inOrder) await addText(entry.content(), digest)
}

/**
 * SHA-256 of a file's lines as text, however they are packed, encoded and ended: of two files with the same rows it is the same.
 * Undefined where the file is no text.
 */
export async function textDigestOf(file: string): Promise<string | undefined> {
  const digest = newDigest()
  try {
    if ((await packingOf(file)) === 'zip') await withZip(file, (entries) => addEntries(entries, digest))
    else await addText(contentOf(file), digest)
    return digest.digest('hex')
  } catch (error) {
    if (error instanceof FileFault) return undefined
    throw error
  }
}
