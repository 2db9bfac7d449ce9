import { decode } from 'iconv-lite'
import { fromBuffer } from 'yauzl'

export interface Unzipped {
  /** As decoded from GBK. */
  name: string
  rawName: Buffer
  flags: number
  extra: number
  bytes: Buffer
  text: string
}

/** Opens a zip with a reader written by others, names left as bytes. */
export function unzip(zip: Buffer): Promise<Unzipped[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true }, (failed, file) => {
      if (failed || !file) return reject(failed)
      const entries: Unzipped[] = []
      file.on('error', reject)
      file.on('end', () => resolve(entries))
      file.on('entry', (entry) => {
        file.openReadStream(entry, (broken, stream) => {
          if (broken || !stream) return reject(broken)
          const chunks: Buffer[] = []
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('error', reject)
          stream.on('end', () => {
            const rawName = Buffer.from(entry.fileName)
            const bytes = Buffer.concat(chunks)
            entries.push({
              name: decode(rawName, 'gbk'),
              rawName,
              flags: entry.generalPurposeBitFlag,
              extra: entry.extraFields.length,
              bytes,
              text: decode(bytes, 'gbk'),
            })
            file.readEntry()
          })
        })
      })
      file.readEntry()
    })
  })
}
