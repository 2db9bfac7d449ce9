import { stat } from 'node:fs/promises'
import yauzl from 'yauzl'
import { mostUnpacked } from './content'
import { FileFault } from './fileFault'

/** A day's bill has two files; more than this is something else (faults.md, Files). */
const MOST_ENTRIES = 16
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

/** Names that would leave the folder they are unpacked to. Nothing is unpacked to disk here, yet whoever sends one means harm. */
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
    if (archive.entryCount > MOST_ENTRIES) throw new FileFault(`压缩文件内多于 ${MOST_ENTRIES} 个文件`)
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
          const stream = await openEntry(archive, entry)
          try {
            for await (const chunk of stream) {
              const part = chunk as Buffer
              bytes += part.length
              if (bytes > budget) throw new FileFault('压缩文件解开后过大')
              yield part
            }
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
