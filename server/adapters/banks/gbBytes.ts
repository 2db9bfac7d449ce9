import { encode } from 'iconv-lite'

/**
 * Letters that GB 18030 moved in 2022: the decoder gives them for their old places of two bytes, and `iconv-lite` writes them
 * in their newer ones of four.
 */
const MOVED: Readonly<Record<string, number>> = {
  '\uFE10': 0xa6d9,
  '\uFE12': 0xa6da,
  '\uFE11': 0xa6db,
  '\uFE13': 0xa6dc,
  '\uFE14': 0xa6dd,
  '\uFE15': 0xa6de,
  '\uFE16': 0xa6df,
  '\uFE17': 0xa6ec,
  '\uFE18': 0xa6ed,
  '\uFE19': 0xa6f3,
  '\u9FB4': 0xfe59,
  '\u9FB5': 0xfe61,
  '\u9FB6': 0xfe66,
  '\u9FB7': 0xfe67,
  '\u9FB8': 0xfe6d,
  '\u9FB9': 0xfe7e,
  '\u9FBA': 0xfe90,
  '\u9FBB': 0xfea0,
}

/** The bytes of GB 18030 that a text was decoded from, so that widths count what stands in the file (formats.md 5.0). */
export function gbBytes(text: string): Buffer {
  const parts = text.split(/([\uFE10-\uFE19\u9FB4-\u9FBB])/)
  return Buffer.concat(
    parts.map((part) => {
      const moved = MOVED[part]
      return moved === undefined ? encode(part, 'gb18030') : Buffer.from([moved >> 8, moved & 0xff])
    }),
  )
}
