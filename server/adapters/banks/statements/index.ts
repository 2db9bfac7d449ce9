import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encode } from 'iconv-lite'
import type { StatementBank, StatementDirectory } from '../../../application/ports/bankMatching'
import { contentOf, digesting, newDigest, orFault, packingOf } from '../../channelFiles/lines'
import { withZip } from '../../channelFiles/writeText'
import { withoutEndMark } from '../endMark'
import { fileNameOf } from '../naming'
import { readCamt053 } from './camt053/read'
import { camt053Text } from './camt053/write'
import { readExport } from './export/read'
import { exportText } from './export/write'
import { readMt940 } from './mt940/read'
import { mt940Text } from './mt940/write'
import { type StatementPart, wholeStatement } from './statement'
import type { StatementTemplate } from './template'
import { readTextStatement } from './text/read'
import { statementText } from './text/write'

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

function written(template: StatementTemplate, of: Parameters<StatementBank['write']>[1]): Buffer {
  if (template.format === 'camt053') return Buffer.from(camt053Text(template.version, of))
  if (template.format === 'export') return encode(exportText(template, of), template.encoding)
  return encode(template.format === 'mt940' ? mt940Text(of) : statementText(template, of), template.encoding)
}

function bankOf(template: StatementTemplate): StatementBank {
  return {
    id: template.id,
    name: template.name,
    fileName: (company, date) => fileNameOf(template, company, date),
    read: (file, { date }) =>
      orFault(async () => {
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
      }),
    async write(folder, of) {
      const endings = { camt053: 'xml', export: 'csv', mt940: 'txt', template: 'txt' } as const
      const name = `statement-${template.id}.${endings[template.format]}`
      const path = join(folder, name)
      await writeFile(path, written(template, of))
      return { name, path }
    },
  }
}

/** The banks whose statements' templates are given. */
export function statementDirectory(templates: ReadonlyMap<string, StatementTemplate>): StatementDirectory {
  const banks = new Map([...templates].map(([id, template]) => [id, bankOf(template)]))
  return { get: (id) => banks.get(id), ids: () => [...banks.keys()] }
}
