import { createHash } from 'node:crypto'
import type { VoucherExportView } from '../../../contract/consoleReports'
import { sumFen } from '../../../contract/money'
import type { VoucherTemplate } from '../../domain/voucher/template'
import type { Voucher } from '../../domain/voucher/voucher'
import { allOrNothing } from '../allOrNothing'
import { type Refusal, refuse } from '../refusal'
import type { VoucherExport } from '../voucherPort'
import { daysOf, type VoucherPorts, type VoucherRange } from './range'

type Ports = VoucherPorts & {
  gathered(range: VoucherRange): Promise<{ layout: VoucherTemplate; vouchers: Voucher[] } | Refusal>
  view(exported: VoucherExport): VoucherExportView
}

/**
 * Writes the vouchers of some days to a file and records that it was done, in the audit log too. Refused: `not-found`,
 * `unknown-template`, `nothing-to-export`, and `already-exported` when a day was exported before and `again` is not said.
 */
export function createExportVouchers({ database, clock, ids, files, gathered, view }: Ports) {
  return async function exportVouchers(
    range: VoucherRange & { again: boolean; actor: string },
  ): Promise<VoucherExportView | Refusal> {
    const found = await gathered(range)
    if ('refused' in found) return found
    const { layout, vouchers } = found
    if (vouchers.length === 0) return refuse('nothing-to-export')
    const { company, template, from, to, actor } = range
    const { bytes, extension } = await files.write(layout, vouchers)
    const digest = createHash('sha256').update(bytes).digest('hex')
    const exported: VoucherExport = {
      id: ids.next(),
      company,
      template,
      firstDay: from,
      lastDay: to,
      days: daysOf(vouchers),
      vouchers: vouchers.length,
      totalFen: sumFen(vouchers.map(({ totalFen }) => totalFen)),
      // Named by what is in it: the same vouchers are the same file.
      fileName: `${template}-${from}-${to}-${digest.slice(0, 12)}.${extension}`,
      digest,
      exportedBy: actor,
      exportedAt: clock.now(),
    }
    await files.keep(company, exported.fileName, bytes)
    return allOrNothing<VoucherExportView>(database, async (store) => {
      // The chain's head first: of two who export at once the second waits here, and sees the first's export (M2).
      await store.audit.append({
        id: ids.next(),
        company,
        at: exported.exportedAt,
        actor,
        deed: 'export-vouchers',
        subject: exported.id,
        detail: { template, from, to, vouchers: exported.vouchers, totalFen: exported.totalFen, digest },
      })
      const [earlier] = await store.vouchers.overlapping(company, template, range)
      if (earlier && !range.again)
        return refuse('already-exported', { from: earlier.firstDay, to: earlier.lastDay, by: earlier.exportedBy })
      await store.vouchers.insert(exported)
      return view(exported)
    })
  }
}
