import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encode } from 'iconv-lite'
import type { StatementBank, StatementDirectory } from '../../../application/ports/bankMatching'
import { apart } from '../apart'
import { fileNameOf } from '../day'
import { camt053Text } from './camt053/write'
import { lookAt, templateOf } from './export/mapped'
import { exportText } from './export/write'
import { mt940Text } from './mt940/write'
import { readStatement } from './readStatement'
import type { StatementTemplate } from './template'
import { statementText } from './text/write'

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
      apart('statement', file, [template, file, date], () => readStatement(template, file, date)),
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
  return {
    get: (id) => banks.get(id),
    ids: () => [...banks.keys()],
    look: (file) => apart('statement-lines', file, [file], () => lookAt(file)),
    mapped(id, layout) {
      const template = templateOf(id, layout)
      return 'wrong' in template ? template : bankOf(template)
    },
  }
}
