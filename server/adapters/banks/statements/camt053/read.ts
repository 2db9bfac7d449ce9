import { FileFault } from '../../../channelFiles/lines'
import { decodeText } from '../../../files/decodeText'
import type { StatementPart } from '../statement'
import { partOf } from './parts'
import { all, at, type Element, textAt, treeOf } from './tree'

/** A day's statement is far below this; XML is read as a whole. */
const LARGEST_XML_BYTES = 16 * 1024 * 1024
const NAME_SPACE = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(02|04|08|13)$/

interface Page {
  number: number
  isLast: boolean
  parts: StatementPart[]
}

async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of content) {
    bytes += chunk.length
    if (bytes > LARGEST_XML_BYTES) throw new FileFault(`文件超过 ${LARGEST_XML_BYTES / 1024 / 1024} MB`)
    chunks.push(chunk)
  }
  const decoded = decodeText(Buffer.concat(chunks))
  if (decoded.outcome === 'undecodable') throw new FileFault('有无法识别的字符', decoded.line)
  return decoded.text.replace(/^\uFEFF/, '')
}

function pageOf(text: string): Page {
  if (text.trim() === '') throw new FileFault('文件是空的')
  const document: Element | undefined = at(treeOf(text), 'Document')
  const nameSpace = Object.entries(document?.attributes ?? {}).find(([, value]) => value.includes('camt.053'))?.[1]
  if (!document || nameSpace === undefined || !NAME_SPACE.test(nameSpace)) {
    throw new FileFault('不是 camt.053 的 02、04、08 或 13 版', document?.line)
  }
  const message = at(document, 'BkToCstmrStmt')
  const paging = at(message, 'GrpHdr', 'MsgPgntn')
  const number = textAt(paging, 'PgNb') ?? '1'
  if (!/^\d{1,5}$/.test(number)) throw new FileFault(`页码不是数：“${number}”`, paging?.line)
  return {
    number: Number(number),
    isLast: (textAt(paging, 'LastPgInd') ?? 'true') === 'true',
    parts: all(message, 'Stmt').map(partOf),
  }
}

/**
 * Reads the statements of camt.053 documents (formats.md 5.7), one for each page of a message. The pages must be there from the
 * first to the one that says it is the last. Throws FileFault.
 */
export async function readCamt053(documents: readonly AsyncIterable<Buffer>[]): Promise<StatementPart[]> {
  const pages: Page[] = []
  for (const content of documents) pages.push(pageOf(await textOf(content)))
  pages.sort((a, b) => a.number - b.number)
  for (const [index, { number, isLast }] of pages.entries()) {
    if (number !== index + 1) throw new FileFault(`文件不完整：缺少第 ${index + 1} 页`)
    if (isLast !== (index === pages.length - 1)) {
      throw new FileFault(isLast ? `第 ${number} 页是末页，后面还有页` : `文件不完整：缺少第 ${number + 1} 页`)
    }
  }
  return pages.flatMap(({ parts }) => parts)
}
