import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bank, BankDirectory } from '../../application/billPort'
import { bankFile } from './bankFile'
import { fileNameOf } from './naming'
import { readBankFile } from './readBankFile'
import type { BankTemplate } from './template'

function bankOf(template: BankTemplate): Bank {
  return {
    id: template.id,
    name: template.name,
    fileName: (company, date) => fileNameOf(template, company, date),
    read: (file, of) => readBankFile(template, file, of),
    async write(folder, of) {
      const name = `bank-${template.id}.txt`
      const path = join(folder, name)
      await writeFile(path, bankFile(template, of))
      return { name, path }
    },
  }
}

/** The banks whose templates are given. */
export function bankDirectory(templates: ReadonlyMap<string, BankTemplate>): BankDirectory {
  const banks = new Map([...templates].map(([id, template]) => [id, bankOf(template)]))
  return { get: (id) => banks.get(id), ids: () => [...banks.keys()] }
}
