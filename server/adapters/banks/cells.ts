import { CsvError, parse } from 'csv-parse/sync'
import { decode, encode } from 'iconv-lite'
import { FileFault } from '../channelFiles/lines'
import { type Field, isFixed } from './field'
import type { BankTemplate } from './template'

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

/** The cells of a line by the names of their fields, without padding; empty where the line has none. */
export type Cells = (name: string) => string

/** What is parted, and how. */
export interface LineShape {
  fields: readonly Field[]
  separator: string
  trailingSeparator: boolean
  /** Cells may stand between quotation marks. */
  quoted: boolean
  encoding: BankTemplate['encoding']
}

type Shaped = Pick<
  BankTemplate,
  'row' | 'head' | 'separator' | 'trailingSeparator' | 'headSeparator' | 'headTrailingSeparator' | 'quoted' | 'encoding'
>

export const rowShape = ({ row, separator, trailingSeparator, quoted, encoding }: Shaped): LineShape => ({
  fields: row,
  separator,
  trailingSeparator,
  quoted,
  encoding,
})

export const headShape = (template: Shaped): LineShape => ({
  fields: template.head,
  separator: template.headSeparator ?? template.separator,
  trailingSeparator: template.headTrailingSeparator ?? template.trailingSeparator,
  quoted: template.quoted,
  encoding: template.encoding,
})

/** Cuts a line into the cells of its fields. Throws FileFault when there are fewer or more, or a width is not kept. */
export function cutLine(text: string, line: number, shape: LineShape): Cells {
  const { fields } = shape
  const without = fields.filter(({ optional }) => !optional)
  const [texts, present] = isFixed(fields) ? cutBytes(text, line, shape, without) : cutText(text, line, shape, without)
  const cells = new Map(present.map(({ name }, at) => [name, texts[at]?.trim() ?? '']))
  // A word that the template does not know may mean that no money came: better the whole file aside than a payment too many.
  for (const { name, oneOf } of present) {
    const word = cells.get(name) ?? ''
    if (oneOf && !oneOf.includes(word)) throw new FileFault(`不认识的 ${name}：“${word}”`, line)
  }
  return (name) => cells.get(name) ?? ''
}

const either = (one: number, other: number): string => (one === other ? `${one}` : `${one} 或 ${other}`)

type Cut = [texts: string[], present: readonly Field[]]

/** Parts a line whose cells may be quoted. Throws FileFault. */
function quotedCells(text: string, separator: string, line: number): string[] {
  try {
    const [cells = ['']] = parse(text, {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
    })
    return cells
  } catch (error) {
    if (error instanceof CsvError) throw new FileFault('引号没有闭合', line)
    throw error
  }
}

function cutText(text: string, line: number, shape: LineShape, without: readonly Field[]): Cut {
  const { fields, separator, trailingSeparator } = shape
  const texts = shape.quoted ? quotedCells(text, separator, line) : text.split(separator)
  if (trailingSeparator && texts.length > 1) {
    if (texts.at(-1)?.trim() !== '') throw new FileFault(`行尾没有“${separator}”`, line)
    texts.pop()
  }
  const present = [fields, without].find(({ length }) => length === texts.length)
  if (!present)
    throw new FileFault(`应有 ${either(without.length, fields.length)} 个字段，实有 ${texts.length} 个`, line)
  return [texts, present]
}

/** Bytes of a line of fields that are parted by a separator. */
function widthOf(fields: readonly Field[], { separator, trailingSeparator }: LineShape): number {
  const parted = Math.max(0, fields.length - (trailingSeparator ? 0 : 1)) * separator.length
  return fields.reduce((sum, { width = 0 }) => sum + width, parted)
}

/** Bytes as they stand in the file: a name with a rare letter is written in GB 18030 by a bank whose files are GBK, too. */
const bytesIn = (text: string, encoding: BankTemplate['encoding']): Buffer =>
  encoding === 'gbk' || encoding === 'gb18030' ? gbBytes(text) : encode(text, encoding)

const gb18030 = new TextDecoder('gb18030')

const textIn = (bytes: Buffer, encoding: BankTemplate['encoding']): string =>
  encoding === 'gbk' || encoding === 'gb18030' ? gb18030.decode(bytes) : decode(bytes, encoding)

const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text)

function cutBytes(text: string, line: number, shape: LineShape, without: readonly Field[]): Cut {
  const { fields, separator, trailingSeparator } = shape
  // Most lines are plain ASCII, where characters are bytes.
  const bytes = isAscii(text) ? undefined : bytesIn(text, shape.encoding)
  const length = bytes?.length ?? text.length
  const present = [fields, without].find((some) => widthOf(some, shape) === length)
  if (!present) {
    const wanted = either(widthOf(without, shape), widthOf(fields, shape))
    throw new FileFault(`应有 ${wanted} 字节，实有 ${length} 字节`, line)
  }
  const piece = (from: number, to: number) => {
    const found = bytes ? textIn(bytes.subarray(from, to), shape.encoding) : text.slice(from, to)
    if (found.includes('\uFFFD')) throw new FileFault('字段的宽度从一个汉字中间断开', line)
    return found
  }
  const texts: string[] = []
  let at = 0
  for (const [index, { width = 0 }] of present.entries()) {
    texts.push(piece(at, at + width))
    at += width
    const isParted = index < present.length - 1 || trailingSeparator
    if (isParted && piece(at, at + separator.length) !== separator) {
      throw new FileFault(`第 ${index + 1} 个字段之后应为“${separator}”`, line)
    }
    at += isParted ? separator.length : 0
  }
  return [texts, present]
}

function padded(text: string, { width, align, pad, name }: Field, encoding: BankTemplate['encoding']): string {
  if (width === undefined) return text
  const missing = width - bytesIn(text, encoding).length
  if (missing < 0) throw new RangeError(`“${text}” is wider than ${width} bytes of field ${name}`)
  const sign = pad === '0' ? (/^[-CD]/.exec(text)?.[0] ?? '') : ''
  const filling = pad.repeat(missing)
  return align === 'left' ? text + filling : sign + filling + text.slice(sign.length)
}

/** Writes a line of fields; a field that is unknown has its `value` or stays empty, and one that may be left out is. */
export function joinLine(values: Readonly<Record<string, string>>, shape: LineShape): string {
  const { fields, separator, trailingSeparator, quoted, encoding } = shape
  const texts = fields
    .filter(({ optional, name }) => !optional || values[name] !== undefined)
    .map((field) => padded(values[field.name] ?? field.value ?? '', field, encoding))
    .map((text) =>
      quoted && (text.includes(separator) || text.includes('"')) ? `"${text.replaceAll('"', '""')}"` : text,
    )
  return texts.join(separator) + (trailingSeparator ? separator : '')
}
