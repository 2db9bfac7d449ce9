import { FileFault } from '../../../channelFiles/lines'

/** A tag with the lines that belong to it. */
export interface Tag {
  name: string
  lines: string[]
  line: number
}

const MAX_LINES_OF_TAG = 64

/** The tags of a statement; in a text to the payee, what looks like another one (`:12:30 到账`) is text. */
const KNOWN = new Set([
  '13',
  '13D',
  '20',
  '21',
  '25',
  '25P',
  '28',
  '28C',
  '60F',
  '60M',
  '61',
  '62F',
  '62M',
  '64',
  '65',
  '86',
  '90C',
  '90D',
  'NS',
])

/**
 * Gathers the lines of MT940 text into tags and shows each when it is whole. A new message's block header (`{1:…}{4:`) or a
 * line of `-`, `-}` ends the tag before it, unless more of the tag's text comes behind it. Throws FileFault on text outside a tag.
 */
export function tagGatherer(visit: (tag: Tag) => void) {
  let tag: Tag | undefined
  /** A line that ends the message, or belongs to the text, as the next line tells. */
  let dash: string | undefined
  const finish = () => {
    if (tag) visit(tag)
    tag = undefined
    dash = undefined
  }
  const goOn = (text: string, number: number) => {
    if (!tag) throw new FileFault('不是 MT940 的标签', number)
    if (tag.lines.length >= MAX_LINES_OF_TAG) throw new FileFault(`:${tag.name}: 的行数过多`, number)
    tag.lines.push(text)
  }
  return {
    line(text: string, number: number): void {
      const match = /^:(\d{2}[A-Z]?|NS):(.*)$/.exec(text)
      const [, name = '', rest = ''] = match ?? []
      if (match && (KNOWN.has(name) || tag?.name !== '86')) {
        finish()
        tag = { name, lines: [rest], line: number }
        return
      }
      if (text.trim() === '') return
      if (/^\{[1-5S]:/.test(text) || (text.startsWith('{') && tag?.name !== '86')) {
        finish()
        return
      }
      if (dash === undefined && (text === '-' || text.startsWith('-}'))) {
        // Block 5 may stand behind the end, on its line.
        if (tag?.name !== '86' || /^-\}\{/.test(text)) finish()
        else dash = text
        return
      }
      if (dash !== undefined) goOn(dash, number)
      dash = undefined
      goOn(text, number)
    },
    end: finish,
  }
}
