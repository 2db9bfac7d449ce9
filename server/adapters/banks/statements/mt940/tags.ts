import { FileFault } from '../../../channelFiles/lines'

/** A tag with the lines that belong to it. */
export interface Tag {
  name: string
  lines: string[]
  line: number
}

const MAX_LINES_OF_TAG = 64

/**
 * Gathers the lines of MT940 text into tags and shows each when it is whole. A new message's block header (`{1:…}{4:`) or a
 * line of `-`, `-}` ends the tag before it. Throws FileFault on text outside a tag.
 */
export function tagGatherer(visit: (tag: Tag) => void) {
  let tag: Tag | undefined
  const finish = () => {
    if (tag) visit(tag)
    tag = undefined
  }
  return {
    line(text: string, number: number): void {
      const match = /^:(\d{2}[A-Z]?|NS):(.*)$/.exec(text)
      if (match) {
        finish()
        const [, name = '', rest = ''] = match
        tag = { name, lines: [rest], line: number }
        return
      }
      if (text.trim() === '') return
      if (text.startsWith('{') || text === '-' || text.startsWith('-}')) {
        finish()
        return
      }
      if (!tag) throw new FileFault('不是 MT940 的标签', number)
      if (tag.lines.length >= MAX_LINES_OF_TAG) throw new FileFault(`:${tag.name}: 的行数过多`, number)
      tag.lines.push(text)
    },
    end: finish,
  }
}
