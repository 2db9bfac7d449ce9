import { createHash } from 'node:crypto'
import type { VoucherExportView, VoucherPreviewAnswer, VoucherView } from '../../../contract/consoleReports'
import { sumFen } from '../../../contract/money'
import type { ChartOfAccounts } from '../../domain/ledger/accounts'
import type { SourceName } from '../../domain/payment/payment'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Staff } from '../../domain/staff/staff'
import { type Voucher, type VoucherTemplate, voucherDigest, vouchersOf } from '../../domain/voucher/voucher'
import { allOrNothing } from '../common/allOrNothing'
import { visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Days } from '../ports/desk'
import type { VoucherExport, VoucherFiles } from '../ports/reports'
import type { Clock, Ids } from '../ports/system'

export interface VoucherPorts {
  database: Database
  clock: Clock
  ids: Ids
  chart: ChartOfAccounts
  rulebooks: Rulebooks
  files: VoucherFiles
  sourceName: SourceName
}

export interface VoucherRange extends Days {
  company: string
  template: string
}

/** Each day that has vouchers, with the digest of what they say. */
export function daysOf(vouchers: readonly Voucher[]): VoucherExport['days'] {
  const dates = [...new Set(vouchers.map(({ date }) => date))]
  return dates.map((date) => ({ date, digest: voucherDigest(vouchers.filter((voucher) => voucher.date === date)) }))
}

type Ports = VoucherPorts & {
  gathered(
    range: VoucherRange,
  ): Promise<{ layout: VoucherTemplate; vouchers: Voucher[] } | Refusal<'not-found' | 'unknown-template'>>
  view(exported: VoucherExport): VoucherExportView
}

/**
 * Writes the vouchers of some days to a file and records that it was done, in the audit log too. Refused: `not-found`,
 * `unknown-template`, `nothing-to-export`, and `already-exported` when a day was exported before and `again` is not said.
 */
export function createExportVouchers({ database, clock, ids, files, gathered, view }: Ports) {
  return async function exportVouchers(
    range: VoucherRange & { again: boolean; actor: string },
  ): Promise<VoucherExportView | Refusal<'already-exported' | 'not-found' | 'nothing-to-export' | 'unknown-template'>> {
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
    return allOrNothing(database, async (store) => {
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

const MAX_LISTED = 200

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

    async preview(range: VoucherRange): Promise<VoucherPreviewAnswer | Refusal<'not-found' | 'unknown-template'>> {
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
      return (await read.vouchers.list(company, MAX_LISTED)).map(view)
    },

    /** An exported file as it was written then. Another company's is as if it did not exist. */
    async file(
      staff: Pick<Staff, 'company'>,
      id: string,
    ): Promise<{ fileName: string; bytes: Buffer } | Refusal<'not-found'>> {
      const exported = visibleTo(staff, await read.vouchers.byId(id))
      if (isRefusal(exported)) return exported
      const bytes = await files.read(exported.company, exported.fileName)
      return bytes ? { fileName: exported.fileName, bytes } : refuse('not-found')
    },
  }
}
