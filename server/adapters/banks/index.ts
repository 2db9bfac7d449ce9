import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encode } from 'iconv-lite'
import type { Bank, BankDirectory } from '../../application/ports/channelFiles'
import { writeGbkZip } from '../channelFiles/writeText'
import { apart } from './apart'
import { type BankDay, bankFileText, nameLike } from './bankFile'
import { fileNameOf } from './day'
import { readBankFile } from './readBankFile'
import type { BankTemplate } from './template'

/** Writes a day's file into a folder, packed where the bank packs it; gives its name there and where it is. */
export async function writeBankFile(
  template: BankTemplate,
  folder: string,
  day: BankDay,
): Promise<{ name: string; path: string }> {
  const { id, pack, encoding } = template
  const name = `bank-${id}.${pack ? 'zip' : 'txt'}`
  const path = join(folder, name)
  const text = bankFileText(template, day)
  if (!pack) await writeFile(path, encode(text, encoding))
  else {
    const entries = [{ name: nameLike(pack.entry, day.date), lines: [text] }]
    const odd = pack.exceptions && { name: nameLike(pack.exceptions.entry, day.date), lines: [] }
    await writeGbkZip(path, odd ? [...entries, odd] : entries)
  }
  return { name, path }
}

function bankOf(template: BankTemplate): Bank {
  return {
    id: template.id,
    name: template.name,
    fileName: (company, date) => fileNameOf(template, company, date),
    companion: template.companion,
    read: (file, of) => apart('bank-file', file, [template, file, of], () => readBankFile(template, file, of)),
    write: (folder, of) => writeBankFile(template, folder, of),
  }
}

/** The banks whose templates are given. */
export function bankDirectory(templates: ReadonlyMap<string, BankTemplate>): BankDirectory {
  const banks = new Map([...templates].map(([id, template]) => [id, bankOf(template)]))
  return { get: (id) => banks.get(id), ids: () => [...banks.keys()] }
}
