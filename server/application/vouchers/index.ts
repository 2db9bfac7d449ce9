import type { VoucherExportView, VoucherPreviewAnswer, VoucherView } from '../../../contract/consoleReports'
import { sumFen } from '../../../contract/money'
import { type Staff, worksFor } from '../../domain/staff/staff'
import { type Voucher, vouchersOf } from '../../domain/voucher/voucher'
import { type Refusal, refuse } from '../refusal'
import type { VoucherExport } from '../voucherPort'
import { createExportVouchers } from './exportVouchers'
import { daysOf, type VoucherPorts, type VoucherRange } from './range'

const MOST_LISTED = 200

/** A voucher as the page shows it: under the code of the finance software, without our own name of the account. */
const previewed = ({ lines, ...voucher }: Voucher): VoucherView => ({
  ...voucher,
  lines: lines.map(({ account: _, ...line }) => line),
})

/** Vouchers for the company's own finance software (凭证导出): looked at, exported as a file, and what was exported before. */
export function createVouchers(ports: VoucherPorts) {
  const { database, chart, rulebooks, files, sourceName } = ports
  const { read } = database

  const view = ({ firstDay: from, lastDay: to, days: _, ...exported }: VoucherExport): VoucherExportView => ({
    ...exported,
    from,
    to,
    templateName: files.templates.get(exported.template)?.name ?? exported.template,
  })

  /** The vouchers of some days; refused `not-found` for an unknown company, `unknown-template`. */
  async function gathered({ company, template, from, to }: VoucherRange) {
    const layout = files.templates.get(template)
    if (!rulebooks.get(company)) return refuse('not-found')
    if (!layout) return refuse('unknown-template')
    const vouchers = vouchersOf(await read.reports.eventsByDay(company, { from, to }), layout, chart, sourceName)
    return { layout, vouchers }
  }

  return {
    templates: () => [...files.templates].map(([id, { name, file }]) => ({ id, name, fileKind: file.kind })),

    async preview(range: VoucherRange): Promise<VoucherPreviewAnswer | Refusal> {
      const found = await gathered(range)
      if ('refused' in found) return found
      const { vouchers } = found
      const earlier = await read.vouchers.overlapping(range.company, range.template, range)
      const now = new Map(daysOf(vouchers).map(({ date, digest }) => [date, digest]))
      const before = new Map<string, string>()
      for (const { days } of [...earlier].reverse()) for (const { date, digest } of days) before.set(date, digest)
      const exportedDays = [...before]
        .filter(([date]) => range.from <= date && date <= range.to)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([date, digest]) => ({ date, state: now.get(date) === digest ? ('same' as const) : ('changed' as const) }))
      const closedUntil = await read.closings.closedUntil(range.company)
      return {
        vouchers: vouchers.map(previewed),
        totalFen: sumFen(vouchers.map(({ totalFen }) => totalFen)),
        earlier: earlier.map(view),
        exportedDays,
        closedUntil: closedUntil === '' ? null : closedUntil,
      }
    },

    export: createExportVouchers({ ...ports, gathered, view }),

    async list(company: string): Promise<VoucherExportView[]> {
      return (await read.vouchers.list(company, MOST_LISTED)).map(view)
    },

    /** An exported file as it was written then. Another company's is as if it did not exist. */
    async file(staff: Pick<Staff, 'company'>, id: string): Promise<{ fileName: string; bytes: Buffer } | Refusal> {
      const exported = await read.vouchers.byId(id)
      if (!exported || !worksFor(staff, exported.company)) return refuse('not-found')
      const bytes = await files.read(exported.company, exported.fileName)
      return bytes ? { fileName: exported.fileName, bytes } : refuse('not-found')
    },
  }
}
