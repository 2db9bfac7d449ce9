import { forEachLine, textOf } from '../../../channelFiles/lines'
import type { StatementPart } from '../statement'
import { partBuilder } from './parts'
import { tagGatherer } from './tags'

/**
 * Reads the statements of an MT940 file (formats.md 5.7). An own reader beside the library `mt940js`, which takes amounts as
 * floats, knows no `:90C:` or `:90D:`, passes over what is left at a field's end and cannot say on which line a fault is; the
 * tests hold the two against each other. Throws FileFault.
 */
export async function readMt940(content: AsyncIterable<Buffer>): Promise<StatementPart[]> {
  const builder = partBuilder()
  const tags = tagGatherer(builder.tag)
  await forEachLine(content, (line) => tags.line(textOf(line), line.number))
  tags.end()
  return builder.end()
}
