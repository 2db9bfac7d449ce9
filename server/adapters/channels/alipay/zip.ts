import { open } from 'node:fs/promises'

/** End of central directory: signature, … size and offset of the directory at 12 and 16, comment length at 20. */
const END_SIGNATURE = 0x06054b50
const END_BYTES = 22
const MAX_COMMENT = 0xffff

/**
 * Whether a file is a zip archive from its first byte to its last: its closing record is there, ends with the file, and
 * stands where the directory that it describes ends. A file that was cut short, or is something else, fails. Alipay gives
 * no digest, so this is what can be told before the archive is opened (formats.md 3.10).
 */
export async function isWholeZip(path: string, bytes: number): Promise<boolean> {
  const tailBytes = Math.min(bytes, END_BYTES + MAX_COMMENT)
  const tail = Buffer.alloc(tailBytes)
  const file = await open(path, 'r')
  try {
    await file.read(tail, 0, tailBytes, bytes - tailBytes)
  } finally {
    await file.close()
  }
  for (let at = tailBytes - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue
    const endsWithFile = at + END_BYTES + tail.readUInt16LE(at + 20) === tailBytes
    const followsDirectory = tail.readUInt32LE(at + 12) + tail.readUInt32LE(at + 16) === bytes - tailBytes + at
    if (endsWithFile && followsDirectory) return true
  }
  return false
}
