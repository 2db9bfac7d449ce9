import yauzl from 'yauzl'

/**
 * Whether a zip archive is whole and unpacks to at most so many bytes and entries. Counted while unpacking, without keeping
 * anything: what the archive's own directory says of sizes may be a lie (faults.md, Files).
 */
export function unzipsWithin(bytes: Buffer, mostBytes: number, mostEntries: number): Promise<boolean> {
  return new Promise((resolve) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, archive) => {
      if (error || archive.entryCount > mostEntries) return resolve(false)
      let unpacked = 0
      archive.on('error', () => resolve(false))
      archive.on('end', () => resolve(true))
      archive.on('entry', (entry: yauzl.Entry) => {
        archive.openReadStream(entry, (refused, stream) => {
          if (refused) return resolve(false)
          stream.on('error', () => resolve(false))
          stream.on('data', (chunk: Buffer) => {
            unpacked += chunk.length
            if (unpacked <= mostBytes) return
            stream.destroy()
            resolve(false)
          })
          stream.on('end', () => archive.readEntry())
        })
      })
      archive.readEntry()
    })
  })
}
