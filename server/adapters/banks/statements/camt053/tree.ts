import { type XMLMetaData, XMLParser, XMLValidator } from 'fast-xml-parser'
import { FileFault } from '../../../channelFiles/lines'

/** An element: its text, its attributes, and below each name the elements of it, in their order. */
export interface Element {
  text: string
  attributes: Readonly<Record<string, string>>
  children: Readonly<Record<string, Element[]>>
  line: number
}

const DEEPEST = 32
const TEXT = '#text'
const ATTRIBUTE = '@'
const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five entities of XML itself and numbered characters; any other stays as it is written, for none can be declared here. */
function plain(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|([a-z]{2,4}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return PREDEFINED[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Tells the line of a place in the text. */
function lineCounter(text: string) {
  const feeds: number[] = []
  for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) feeds.push(feed)
  return (place: number): number => {
    let [low, high] = [0, feeds.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((feeds[middle] ?? 0) < place) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

// The library's type says `Symbol`, the object, where it gives the primitive.
const PLACE = XMLParser.getMetaDataSymbol() as unknown as symbol

/** Where the library found an element (`captureMetaData`): the index of its `<` in the text. */
function startOf(node: object): number | undefined {
  const place: XMLMetaData | undefined = Reflect.get(node, PLACE)
  return place?.startIndex
}

function elementOf(node: unknown, lineAt: (place: number) => number, last: number): Element {
  if (typeof node !== 'object' || node === null) {
    return { text: plain(String(node ?? '')), attributes: {}, children: {}, line: last }
  }
  const start = startOf(node)
  const line = start === undefined ? last : lineAt(start)
  const attributes: Record<string, string> = {}
  const children: Record<string, Element[]> = {}
  let text = ''
  for (const [name, value] of Object.entries(node)) {
    if (name === TEXT) text = plain(String(value))
    else if (name.startsWith(ATTRIBUTE)) attributes[name.slice(1)] = plain(String(value))
    else {
      // Which prefix the name space has is the bank's own affair.
      const own = name.slice(name.indexOf(':') + 1)
      const elements = (Array.isArray(value) ? value : [value]).map((one) => elementOf(one, lineAt, line))
      children[own] = [...(children[own] ?? []), ...elements]
    }
  }
  return { text, attributes, children, line }
}

/**
 * Reads XML into elements, without name-space prefixes. Entities are not declared or resolved, nesting is bounded, and no text
 * becomes a number. Throws FileFault with the line where it is not well-formed.
 */
export function treeOf(text: string): Element {
  const declared = /<!(?:DOCTYPE|ENTITY)/i.exec(text)
  if (declared) throw new FileFault('不允许有 DOCTYPE 或 ENTITY', text.slice(0, declared.index).split('\n').length)
  const valid = XMLValidator.validate(text)
  if (valid !== true) throw new FileFault('不是完整的 XML', valid.err.line)
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: ATTRIBUTE,
    textNodeName: TEXT,
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    maxNestedTags: DEEPEST,
    captureMetaData: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
  })
  let tree: unknown
  try {
    tree = parser.parse(text)
  } catch {
    // The library throws on what nests too deeply and on names that would reach into objects.
    throw new FileFault('不是可读的 XML')
  }
  return elementOf(tree, lineCounter(text), 1)
}

/** The first element on a path below an element; undefined when there is none. */
export function at(element: Element | undefined, ...path: string[]): Element | undefined {
  return path.reduce<Element | undefined>((place, name) => place?.children[name]?.[0], element)
}

/** All elements of a name directly below. */
export const all = (element: Element | undefined, name: string): readonly Element[] => element?.children[name] ?? []

/** The text at a path, without blanks around it; undefined when it is empty or not there. */
export function textAt(element: Element | undefined, ...path: string[]): string | undefined {
  return at(element, ...path)?.text.trim() || undefined
}
