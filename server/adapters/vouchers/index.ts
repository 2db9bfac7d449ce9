import { mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { VoucherFiles } from '../../application/voucherPort'
import { newSuffix } from '../system/ids'
import { writeCsv } from './csv'
import { loadVoucherTemplates } from './loadTemplates'
import { writeXlsx } from './xlsx'

const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** Writes voucher files by the templates of a project's folder, and keeps them below a folder that no route serves. */
export function voucherFiles(projectDir: string, folder: string): VoucherFiles {
  function placeOf(company: string, fileName: string): string {
    if (!SAFE.test(company) || !SAFE.test(fileName)) throw new Error('not a name for a voucher file')
    return path.join(folder, company, fileName)
  }
  return {
    templates: loadVoucherTemplates(projectDir),

    async write(template, vouchers) {
      return template.file.kind === 'csv'
        ? { bytes: writeCsv(template, vouchers), extension: template.file.extension }
        : { bytes: await writeXlsx(template, vouchers), extension: 'xlsx' }
    },

    async keep(company, fileName, bytes) {
      const place = placeOf(company, fileName)
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      const draft = `${place}.${newSuffix()}.tmp`
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, place)
    },

    read: (company, fileName) => readFile(placeOf(company, fileName)).catch(() => undefined),
  }
}
