import type { VoucherFiles } from '../../application/voucherPort'
import { companyFolder } from '../files/companyFolder'
import { writeCsv } from './csv'
import { loadVoucherTemplates } from './loadTemplates'
import { writeXlsx } from './xlsx'

/** Writes voucher files by the templates of a project's folder, and keeps them below a folder that no route serves. */
export function voucherFiles(projectDir: string, folder: string): VoucherFiles {
  const kept = companyFolder(folder)
  return {
    templates: loadVoucherTemplates(projectDir),
    write: async (template, vouchers) =>
      template.file.kind === 'csv'
        ? { bytes: writeCsv(template, vouchers), extension: template.file.extension }
        : { bytes: await writeXlsx(template, vouchers), extension: 'xlsx' },
    keep: kept.write,
    read: kept.read,
  }
}
