export type DecodedText = { outcome: 'decoded'; text: string } | { outcome: 'undecodable'; line: number }

const LINE_FEED = 0x0a

/**
 * Reads text as companies' systems write it: UTF-16 and UTF-8 by their byte order marks, else UTF-8, else GBK (GB 18030).
 * Nothing is guessed over: a byte that fits neither gives the line that it is on (faults.md, Files).
 */
export function decodeText(bytes: Buffer): DecodedText {
  if (startsWith(bytes, [0xff, 0xfe])) return decodeUtf16(bytes, 'utf-16le')
  if (startsWith(bytes, [0xfe, 0xff])) return decodeUtf16(bytes, 'utf-16be')
  const withMark = startsWith(bytes, [0xef, 0xbb, 0xbf])
  const utf8 = decodeStrictly(bytes, 'utf-8')
  if (utf8 !== undefined) return { outcome: 'decoded', text: utf8 }
  const gbk = withMark ? undefined : decodeStrictly(bytes, 'gb18030')
  if (gbk !== undefined) return { outcome: 'decoded', text: gbk }
  const badLines = withMark
    ? [firstBadLine(bytes, 'utf-8')]
    : [firstBadLine(bytes, 'utf-8'), firstBadLine(bytes, 'gb18030')]
  return { outcome: 'undecodable', line: Math.max(...badLines) }
}

function startsWith(bytes: Buffer, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

/** The text of bytes; undefined when they are not text of this encoding. */
export function decodeStrictly(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function decodeUtf16(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): DecodedText {
  const text = decodeStrictly(bytes, encoding)
  if (text !== undefined) return { outcome: 'decoded', text }
  const [readable = ''] = new TextDecoder(encoding).decode(bytes).split('\uFFFD', 1)
  return { outcome: 'undecodable', line: readable.split('\n').length }
}

/** The first line that is not text of an encoding. A line feed is never the second byte of a letter, in UTF-8 as in GB 18030, so lines can be cut before they are read. */
export function firstBadLine(bytes: Buffer, encoding: string): number {
  let line = 1
  for (let at = 0; at <= bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, at)
    const stop = end < 0 ? bytes.length : end
    if (decodeStrictly(bytes.subarray(at, stop), encoding) === undefined) return line
    at = stop + 1
  }
  return line
}
