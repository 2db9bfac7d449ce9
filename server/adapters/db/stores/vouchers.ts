import { type EntityManager, LessThanOrEqual, MoreThanOrEqual } from 'typeorm'
import type { VoucherExportStore } from '../../../application/voucherPort'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** Files of vouchers that were exported. */
export function voucherExportStore(manager: EntityManager): VoucherExportStore {
  const rows = rowsOf(manager, tables.voucherExports)
  const newest = { exportedAt: 'DESC', id: 'DESC' } as const
  return {
    insert: (exported) => rows.insertMany([exported]),
    byId: (id) => rows.one({ id }),
    list: (company, limit) => rows.many({ company }, newest, limit),
    overlapping: (company, template, { from, to }) =>
      rows.many({ company, template, firstDay: LessThanOrEqual(to), lastDay: MoreThanOrEqual(from) }, newest),
  }
}
