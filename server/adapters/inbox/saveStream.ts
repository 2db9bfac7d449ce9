import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/**
 * Writes a stream into a folder under a name, which the file gets only when it is whole; nothing stays of one that breaks off
 * or is longer than `mostBytes`. Throws what the stream throws. The name must be a plain one.
 */
export async function saveStream(
  stream: AsyncIterable<Buffer>,
  { folder, name, mostBytes }: { folder: string; name: string; mostBytes: number },
): Promise<{ outcome: 'saved'; path: string; md5: string; bytes: number } | { outcome: 'too-large' }> {
  const whole = path.join(folder, name)
  const part = `${whole}.part`
  const md5 = createHash('md5')
  let bytes = 0
  try {
    const file = await open(part, 'w')
    try {
      for await (const chunk of stream) {
        bytes += chunk.length
        if (bytes > mostBytes) return { outcome: 'too-large' }
        md5.update(chunk)
        await file.writeFile(chunk)
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, whole)
    return { outcome: 'saved', path: whole, md5: md5.digest('hex'), bytes }
  } finally {
    await rm(part, { force: true })
  }
}
