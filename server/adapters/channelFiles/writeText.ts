import { createWriteStream } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createGzip, deflateRawSync } from 'node:zlib'
import { encode } from 'iconv-lite'
import yauzl from 'yauzl'
import { FileFault, mostUnpacked } from './lines'

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

/**
 * Writes a zip archive of GBK text files with GBK names, without the flag for UTF-8, as Alipay does (formats.md 3.10). By hand:
 * jszip says each name that is not ASCII a second time in UTF-8 (extra field 0x7075), so that such an archive would be easier
 * to read than Alipay's.
 */
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

/** A day's bill has two files; more than this is something else (faults.md, Files). */
const MAX_ENTRIES = 16

const UTF8_NAMES = 0x800

const ENCRYPTED = 1

/** A file within a zip archive. */
export interface ZipEntry {
  name: string
  /** Its bytes, unpacked as they are read, never more than the archive may hold; may be read several times. */
  content(): AsyncGenerator<Buffer>
}

/** GBK unless the archive says UTF-8; a name that says UTF-8 wrongly, made by repacking, is seen by its content instead. */
function nameOf(entry: yauzl.Entry): string {
  const bytes = entry.fileName as unknown as Buffer
  return new TextDecoder((entry.generalPurposeBitFlag & UTF8_NAMES) !== 0 ? 'utf-8' : 'gb18030').decode(bytes)
}

/** Names that would leave the folder they are unpacked to. Nothing is unpacked to disk here, yet anyone who sends one means harm. */
function isEscaping(name: string): boolean {
  return /^([/\\]|[A-Za-z]:)/.test(name) || name.split(/[/\\]/).includes('..')
}

function openArchive(file: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, decodeStrings: false, autoClose: false }, (error, archive) =>
      error ? reject(new FileFault('压缩文件不完整或已损坏')) : resolve(archive),
    )
  })
}

function entriesOf(archive: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = []
    archive.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry)
      archive.readEntry()
    })
    archive.on('end', () => resolve(entries))
    archive.on('error', () => reject(new FileFault('压缩文件不完整或已损坏')))
    archive.readEntry()
  })
}

function openEntry(archive: yauzl.ZipFile, entry: yauzl.Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    archive.openReadStream(entry, (error, stream) =>
      error ? reject(new FileFault('压缩文件不完整或已损坏')) : resolve(stream),
    )
  })
}

/**
 * Opens a zip archive and gives its files to the work, within bounds: few entries, no name that escapes, no encryption, and
 * counted while unpacking, no more bytes than a bill of this size can have. Throws FileFault when one is passed.
 */
export async function withZip<T>(file: string, work: (entries: ZipEntry[]) => Promise<T>): Promise<T> {
  const budget = mostUnpacked((await stat(file)).size)
  const archive = await openArchive(file)
  try {
    if (archive.entryCount > MAX_ENTRIES) throw new FileFault(`压缩文件内多于 ${MAX_ENTRIES} 个文件`)
    const entries = (await entriesOf(archive)).filter((entry) => !nameOf(entry).endsWith('/'))
    for (const entry of entries) {
      if (isEscaping(nameOf(entry))) throw new FileFault('压缩文件内有越出目录的文件名')
      if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw new FileFault('压缩文件有密码')
      if (entry.uncompressedSize > budget) throw new FileFault('压缩文件解开后过大')
    }
    return await work(
      entries.map((entry) => ({
        name: nameOf(entry),
        async *content() {
          let bytes = 0
          let sum = 0
          const stream = await openEntry(archive, entry)
          try {
            for await (const chunk of stream) {
              const part = chunk as Buffer
              bytes += part.length
              sum = crc32(part, sum)
              if (bytes > budget) throw new FileFault('压缩文件解开后过大')
              yield part
            }
            if (sum !== entry.crc32) throw new FileFault('压缩文件的校验和（CRC）不符，内容已损坏')
          } catch (error) {
            throw error instanceof FileFault ? error : new FileFault('压缩文件不完整或已损坏')
          }
        },
      })),
    )
  } finally {
    archive.close()
  }
}
