import { crc32 } from 'node:zlib'
import fc from 'fast-check'

/** What may stand in a file that somebody made by hand, by mistake or with a purpose. */
const PIECES = [
  '|', '\n', '\r\n', '\0', '\uFEFF', '########', ':61:', ':86:', ':62F:', '-}', ',', '.', '-', '+', '0', '9', '00', '1e9', 'NaN',
  '99999999999999', '9007199254740993', '-1', '0.01', ' ', '\t', '"', '`', '=1+1', '<Ntry>', '</Ntry>', '<![CDATA[', ']]>', '&amp;',
  '&#0;', '<!DOCTYPE a>', '<a/>', '冲', '20261131', '00000000', '__proto__', 'constructor', 'toString',
] // biome-ignore format: a list of words

/** One change: at a place between 0 and 1, bytes changed, cut out, doubled, put in, a whole line doubled or gone, a digit turned. */
export const mutation = fc.record({
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  how: fc.constantFrom(
    'change',
    'cut',
    'double',
    'put-in',
    'piece',
    'line-again',
    'line-gone',
    'digit',
    'end',
  ) satisfies fc.Arbitrary<string>,
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  piece: fc.constantFrom(...PIECES),
})
export type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never

const LINE_FEED = 0x0a
const ZERO = 0x30

/** The line around a place: where it begins, and where the next one begins. */
function lineAround(bytes: Buffer, place: number): [number, number] {
  const feed = bytes.indexOf(LINE_FEED, place)
  const before = place === 0 ? -1 : bytes.lastIndexOf(LINE_FEED, place - 1)
  return [before + 1, feed < 0 ? bytes.length : feed + 1]
}

/** A file's bytes after one change. */
export function mutate(bytes: Buffer, { at, length, how, bytes: other, piece }: Mutation): Buffer {
  const start = Math.floor(at * bytes.length)
  const [before, middle, after] = [
    bytes.subarray(0, start),
    bytes.subarray(start, start + length),
    bytes.subarray(start + length),
  ]
  switch (how) {
    case 'cut':
      return Buffer.concat([before, after])
    case 'double':
      return Buffer.concat([before, middle, middle, after])
    case 'put-in':
      return Buffer.concat([before, other, middle, after])
    case 'piece':
      return Buffer.concat([before, Buffer.from(piece), middle, after])
    case 'end':
      return before
    case 'line-again':
    case 'line-gone': {
      const [from, to] = lineAround(bytes, start)
      const line = how === 'line-again' ? [bytes.subarray(from, to), bytes.subarray(from, to)] : []
      return Buffer.concat([bytes.subarray(0, from), ...line, bytes.subarray(to)])
    }
    case 'digit': {
      const place = bytes.findIndex((byte, index) => index >= start && byte >= ZERO && byte <= ZERO + 9)
      if (place < 0) return bytes
      const turned = Buffer.from(bytes)
      turned[place] = ZERO + ((other[0] ?? 0) % 10)
      return turned
    }
    default:
      return Buffer.concat([before, other, bytes.subarray(start + other.length)])
  }
}

/** A zip whose files are not packed: quick to make, and whole, so that what is within it is what a reader stumbles over. */
export function storedZip(entries: readonly { name: string; content: Buffer }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content } of entries) {
    const bytes = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x800, 2)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(content.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(bytes.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), facts, bytes, content)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, bytes)
    offset += 4 + facts.length + bytes.length + content.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}
