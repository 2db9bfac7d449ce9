import path from 'node:path'
import { voucherFiles } from './adapters/vouchers'
import type { VoucherFiles } from './application/voucherPort'
import type { Settings } from './settings'

/** Voucher files by the templates of config/vouchers, kept in DATA_DIR/vouchers, which no route serves. */
export function voucherFilesOf({ projectDir, dataDir }: Pick<Settings, 'projectDir' | 'dataDir'>): VoucherFiles {
  return voucherFiles(projectDir, path.join(dataDir, 'vouchers'))
}
