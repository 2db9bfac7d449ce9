import { createReadStream } from 'node:fs'
import type { StatementReading } from '../../../application/ports/bankMatching'
import { contentOf, digesting, newDigest, orFault, packingOf } from '../../channelFiles/lines'
import { withZip } from '../../channelFiles/writeText'
import { withoutEndMark } from '../endMark'
import { readCamt053 } from './camt053/read'
import { readExport } from './export/read'
import { readMt940 } from './mt940/read'
import { type StatementPart, wholeStatement } from './statement'
import type { StatementTemplate } from './template'
import { readTextStatement } from './text/read'

/** Reads the documents of a file: itself, or those that are packed in it as a zip (the pages of one message). */
async function documentsOf<T>(file: string, read: (documents: AsyncIterable<Buffer>[]) => Promise<T>): Promise<T> {
  if ((await packingOf(file)) !== 'zip') return read([contentOf(file)])
  return withZip(file, (entries) =>
    read([...entries].sort((a, b) => (a.name < b.name ? -1 : 1)).map((entry) => entry.content())),
  )
}

type ExportTemplate = Extract<StatementTemplate, { format: 'export' }>

async function partsOf(
  template: Exclude<StatementTemplate, ExportTemplate>,
  documents: AsyncIterable<Buffer>[],
  date: string,
): Promise<StatementPart[]> {
  if (template.format === 'camt053') return readCamt053(documents)
  const parts: StatementPart[] = []
  for (const content of documents) {
    const read = template.format === 'mt940' ? readMt940(content) : readTextStatement(content, template, date)
    parts.push(...(await read))
  }
  return parts
}

/** Reads a day's statement, whole or not at all; see StatementBank. Takes as long as the file makes it. */
export function readStatement(template: StatementTemplate, file: string, date: string): Promise<StatementReading> {
  return orFault(async () => {
    const digest = newDigest()
    if (template.format === 'export') {
      const read = await readExport(file, template, date)
      for await (const chunk of createReadStream(file)) digest.update(chunk)
      return { outcome: 'read', digest: digest.digest('hex'), ...read } as const
    }
    const parts = await documentsOf(file, (documents) =>
      partsOf(
        template,
        documents.map((content) => withoutEndMark(digesting(content, digest))),
        date,
      ),
    )
    return { outcome: 'read', digest: digest.digest('hex'), ...wholeStatement(parts, date) } as const
  })
}
