import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createGzip, deflateRawSync } from 'node:zlib'
import { encode } from 'iconv-lite'

const LINES_AT_ONCE = 500

function* gathered(lines: Iterable<string>): Generator<string> {
  let some: string[] = []
  for (const line of lines) {
    some.push(line)
    if (some.length < LINES_AT_ONCE) continue
    yield some.join('')
    some = []
  }
  yield some.join('')
}

/** Writes lines as gzipped UTF-8, as they come; the same lines give the same bytes. */
export function writeGzip(file: string, lines: Iterable<string>): Promise<void> {
  return pipeline(Readable.from(gathered(lines)), createGzip(), createWriteStream(file))
}

const VERSION = 20
const DEFLATED = 8
/** 1980-01-01, the first day that a zip file knows: the same files give the same bytes. */
const NO_TIME = 0x0021_0000

/** Writes a zip archive of GBK text files with GBK names, without the flag for UTF-8, as Alipay does (formats.md 3.10). */
export async function writeGbkZip(
  file: string,
  entries: readonly { name: string; lines: Iterable<string> }[],
): Promise<void> {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = encode(entry.name, 'gbk')
    const content = encode([...gathered(entry.lines)].join(''), 'gbk')
    const packed = deflateRawSync(content)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(VERSION, 0)
    facts.writeUInt16LE(DEFLATED, 4)
    facts.writeUInt32LE(NO_TIME, 6)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(name.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, name]))
    parts.push(local)
    offset += local.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  await writeFile(file, Buffer.concat([...parts, listed, end]))
}
