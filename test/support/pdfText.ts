import { inflateSync } from 'node:zlib'

/** What a reader of a PDF made by pdfkit sees: its texts in the order in which they are set, and the fonts in it. */
export interface SeenPdf {
  texts: string[]
  fonts: Buffer[]
}

/** Reads a PDF by itself, without the library that wrote it: objects, glyph numbers and their letters. */
export function readPdf(bytes: Buffer): SeenPdf {
  const raw = bytes.toString('latin1')
  const objects = new Map<string, { head: string; stream: Buffer | undefined }>()
  for (const [, number = '', body = ''] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = body.indexOf('stream\n')
    const head = at < 0 ? body : body.slice(0, at)
    const packed = at < 0 ? undefined : Buffer.from(body.slice(at + 7, body.lastIndexOf('\nendstream')), 'latin1')
    objects.set(number, { head, stream: packed && (head.includes('FlateDecode') ? inflateSync(packed) : packed) })
  }
  const objectOf = (reference: RegExpExecArray | null) => objects.get(reference?.[1] ?? '')
  const letters = new Map<string, string[]>()
  const fonts: Buffer[] = []
  for (const { head } of objects.values()) {
    for (const [, name = '', number = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const cmap =
        objectOf(/\/ToUnicode (\d+) 0 R/.exec(objects.get(number)?.head ?? ''))?.stream?.toString('latin1') ?? ''
      const list = [...cmap.matchAll(/\[([^\]]*)\]/g)].flatMap(
        ([, entries = '']) => entries.match(/<[0-9a-f]*>/gi) ?? [],
      )
      letters.set(
        name,
        list.map((hex) => Buffer.from(hex.slice(1, -1), 'hex').swap16().toString('utf16le')),
      )
    }
    const file = objectOf(/\/FontFile2 (\d+) 0 R/.exec(head))?.stream
    if (file) fonts.push(file)
  }
  const page =
    [...objects.values()].map(({ stream }) => stream?.toString('latin1') ?? '').find((text) => /\bTf\b/.test(text)) ??
    ''
  const texts: string[] = []
  let font = ''
  for (const [, chosen, glyphs] of page.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (chosen !== undefined) font = chosen
    else {
      const numbers = (glyphs?.match(/<[0-9a-f]*>/gi) ?? []).flatMap((hex) => hex.slice(1, -1).match(/.{4}/g) ?? [])
      texts.push(numbers.map((hex) => letters.get(font)?.[Number.parseInt(hex, 16)] ?? '?').join(''))
    }
  }
  return { texts, fonts }
}

/** Outlines of a TrueType font that are drawn within its em square, and all that are drawn. */
export function outlinesOf(font: Buffer): { drawn: number; sane: number } {
  const tables = new Map<string, number>()
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const at = 12 + index * 16
    tables.set(font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8))
  }
  const at = (tag: string) => tables.get(tag) ?? 0
  const unitsPerEm = font.readUInt16BE(at('head') + 18)
  const long = font.readInt16BE(at('head') + 50) === 1
  const glyphs = font.readUInt16BE(at('maxp') + 4)
  const offsetOf = (glyph: number) =>
    long ? font.readUInt32BE(at('loca') + glyph * 4) : font.readUInt16BE(at('loca') + glyph * 2) * 2
  let drawn = 0
  let sane = 0
  for (let glyph = 1; glyph < glyphs; glyph++) {
    if (offsetOf(glyph + 1) <= offsetOf(glyph)) continue
    drawn += 1
    const start = at('glyf') + offsetOf(glyph)
    const [contours, left, bottom, right, top] = [0, 2, 4, 6, 8].map((by) => font.readInt16BE(start + by))
    const within = [left, bottom, right, top].every((edge = 99_999) => Math.abs(edge) <= 1.3 * unitsPerEm)
    if (
      within &&
      (contours ?? -9) >= -1 &&
      (contours ?? 99) < 60 &&
      (right ?? 0) > (left ?? 0) &&
      (top ?? 0) > (bottom ?? 0)
    )
      sane += 1
  }
  return { drawn, sane }
}
