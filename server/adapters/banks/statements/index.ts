import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encode } from 'iconv-lite'
import type { StatementBank, StatementDirectory } from '../../../application/ports/bankMatching'
import { contentOf, digesting, newDigest, orFault, packingOf } from '../../channelFiles/lines'
import { withZip } from '../../channelFiles/writeText'
import { fileNameOf } from '../naming'
import { readCamt053 } from './camt053/read'
import { camt053Text } from './camt053/write'
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

async function partsOf(
  template: StatementTemplate,
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
        const parts = await documentsOf(file, (documents) =>
          partsOf(
            template,
            documents.map((content) => digesting(content, digest)),
            date,
          ),
        )
        return { outcome: 'read', digest: digest.digest('hex'), ...wholeStatement(parts, date) } as const
      }),
    async write(folder, of) {
      const name = `statement-${template.id}.${template.format === 'camt053' ? 'xml' : 'txt'}`
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
