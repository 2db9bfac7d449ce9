import { FileFault } from '../bills/fileFault'
import { forEachLine, textOf } from '../bills/lines'
import { type Cells, cutLine, headShape, rowShape } from './cells'
import { type ReadLine, readRow } from './readRow'
import type { BankTemplate } from './template'

export interface FileLines {
  head: { cells: Cells; line: number } | undefined
  lines: ReadLine[]
}

/** Reads the lines of a file by its template: head line first, last or not at all, rows, trailer. Throws FileFault. */
export async function linesOfFile(
  content: AsyncIterable<Buffer>,
  template: BankTemplate,
  date: string,
): Promise<FileLines> {
  const { headAt, trailer } = template
  const rows = rowShape(template)
  const found: FileLines = { head: undefined, lines: [] }
  /** The line before, where it may turn out to be the last. */
  let held: { text: string; number: number } | undefined
  let isOver = false

  const asHead = (text: string, number: number) => {
    found.head = { cells: cutLine(text, number, headShape(template)), line: number }
  }
  const asRow = (text: string, number: number) => {
    const cells = cutLine(text, number, rows)
    found.lines.push(readRow(cells, number, template, { date, head: found.head?.cells }))
  }

  await forEachLine(content, (line) => {
    const text = textOf(line)
    if (text.trim() === '') return
    if (isOver) throw new FileFault(`“${trailer}”之后还有内容`, line.number)
    if (trailer !== undefined && text.trimEnd() === trailer) isOver = true
    else if (headAt === 'first' && !found.head) asHead(text, line.number)
    else if (headAt === 'last') {
      if (held) asRow(held.text, held.number)
      held = { text, number: line.number }
    } else asRow(text, line.number)
  })
  if (trailer !== undefined && !isOver) throw new FileFault(`文件不完整：最后一行不是“${trailer}”`)
  if (held) asHead(held.text, held.number)
  if (headAt !== 'none' && !found.head) throw new FileFault('文件是空的')
  return found
}
