import { crc32, createDeflateRaw } from 'node:zlib'

export interface ZipEntry {
  /** As bytes: Alipay writes names in GBK and sets no flag for it (formats.md 3.10). */
  name: Buffer
  content: Iterable<Buffer>
}

const VERSION = 20

/** Bit 3: sizes and checksum follow the data, so that an entry can be streamed. The UTF-8 flag (bit 11) stays off. */
const FLAGS = 0x0008

const DEFLATED = 8

/** Plain zip counts in 32 bits; a day's bill is far below. */
const LIMIT = 0xffff_ffff

interface Written {
  name: Buffer
  offset: number
  checksum: number
  packed: number
  size: number
}

/** Writes a zip file piece by piece. `dos` is the date and time of its entries in DOS form. */
export async function* zip(entries: readonly ZipEntry[], dos: number): AsyncGenerator<Buffer, void> {
  const written: Written[] = []
  let offset = 0
  for (const { name, content } of entries) {
    const entry: Written = { name, offset, checksum: 0, packed: 0, size: 0 }
    const head = Buffer.concat([
      fields([4, 0x04034b50], ...common(dos), [4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]),
      name,
    ])
    yield head
    for await (const piece of deflated(content, entry)) {
      entry.packed += piece.length
      yield piece
    }
    const tail = fields([4, 0x08074b50], [4, entry.checksum], [4, entry.packed], [4, entry.size])
    yield tail
    offset += head.length + entry.packed + tail.length
    if (offset > LIMIT || entry.size > LIMIT) throw new RangeError('a bill larger than a zip file can be')
    written.push(entry)
  }
  const directory = Buffer.concat(written.map((entry) => directoryEntry(entry, dos)))
  const count = written.length
  yield Buffer.concat([
    directory,
    fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, offset], [2, 0]),
  ])
}

async function* deflated(content: Iterable<Buffer>, entry: Written): AsyncGenerator<Buffer, void> {
  const deflate = createDeflateRaw()
  const feeding = (async () => {
    for (const piece of content) {
      entry.checksum = crc32(piece, entry.checksum)
      entry.size += piece.length
      if (!deflate.write(piece)) await new Promise((resolve) => deflate.once('drain', resolve))
    }
    deflate.end()
  })().catch((error: unknown) => deflate.destroy(error instanceof Error ? error : new Error(String(error))))
  yield* deflate as AsyncIterable<Buffer>
  await feeding
}

function common(dos: number): [number, number][] {
  return [
    [2, VERSION],
    [2, FLAGS],
    [2, DEFLATED],
    [4, dos],
  ]
}

function directoryEntry({ name, offset, checksum, packed, size }: Written, dos: number): Buffer {
  const numbers = fields(
    ...[[4, 0x02014b50] as [number, number], [2, VERSION] as [number, number], ...common(dos)],
    ...([
      [4, checksum],
      [4, packed],
      [4, size],
      [2, name.length],
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ] as [number, number][]),
  )
  return Buffer.concat([numbers, name])
}

/** Little-endian numbers, each with its width in bytes. */
function fields(...pairs: [width: number, value: number][]): Buffer {
  const bytes = Buffer.alloc(pairs.reduce((sum, [width]) => sum + width, 0))
  let at = 0
  for (const [width, value] of pairs) at = bytes.writeUIntLE(value, at, width)
  return bytes
}

/** A Beijing time `2026-11-02 05:46:49` as DOS time and date, in one 32-bit number. */
export function dosTime(text: string): number {
  const [year = 1980, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text.split(/\D/).map(Number)
  return ((((year - 1980) << 9) | (month << 5) | day) * 0x1_0000 + ((hour << 11) | (minute << 5) | (second >> 1))) >>> 0
}
