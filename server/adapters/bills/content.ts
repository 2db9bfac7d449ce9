import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { FileFault } from './fileFault'

const CHUNK_BYTES = 512 * 1024
/** Text of bills shrinks some eightfold; what grows beyond this is a bomb (faults.md, Files). */
const MOST_GROWTH = 100
/** Small files may shrink better than large ones. */
const ALWAYS_ALLOWED_BYTES = 1024 * 1024

/** How a file is packed, by its first bytes. */
export async function packingOf(file: string): Promise<'gzip' | 'zip' | 'plain'> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    const head = buffer.subarray(0, bytesRead).toString('latin1')
    return head === '\x1f\x8b' ? 'gzip' : head === 'PK' ? 'zip' : 'plain'
  } finally {
    await handle.close()
  }
}

/** How many bytes a file of this size may unpack to. */
export function mostUnpacked(packedBytes: number): number {
  return Math.max(ALWAYS_ALLOWED_BYTES, packedBytes * MOST_GROWTH)
}

/** The bytes of a plain or gzipped file, unpacked as they are read; throws FileFault on a broken or endless one. */
export async function* contentOf(file: string): AsyncGenerator<Buffer> {
  const packed = (await packingOf(file)) === 'gzip'
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES })
  if (!packed) {
    yield* source
    return
  }
  const most = mostUnpacked((await stat(file)).size)
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  source.on('error', (error) => gunzip.destroy(error))
  let bytes = 0
  try {
    for await (const chunk of source.pipe(gunzip)) {
      bytes += chunk.length
      if (bytes > most) throw new FileFault('压缩文件解开后过大')
      yield chunk
    }
  } catch (error) {
    if (error instanceof FileFault) throw error
    throw new FileFault('压缩文件不完整或已损坏')
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

/** Passes bytes on while a digest is made of them. */
export async function* digesting(content: AsyncIterable<Buffer>, digest: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    digest.update(chunk)
    yield chunk
  }
}

/** A new SHA-256. */
export const newDigest = (): Hash => createHash('sha256')
