import type { VoucherTemplate } from '../domain/voucher/template'
import type { Voucher } from '../domain/voucher/voucher'
import type { Days } from './deskPort'

/** A file of vouchers that was exported: which days, what they said, who. */
export interface VoucherExport {
  id: string
  company: string
  template: string
  firstDay: string
  lastDay: string
  /** Each day that had entries, with the digest of its vouchers. */
  days: { date: string; digest: string }[]
  vouchers: number
  totalFen: number
  fileName: string
  /** SHA-256 of the file. */
  digest: string
  exportedBy: string
  exportedAt: number
}

export interface VoucherExportStore {
  insert(exported: VoucherExport): Promise<void>
  byId(id: string): Promise<VoucherExport | undefined>
  /** Newest first. */
  list(company: string, limit: number): Promise<VoucherExport[]>
  /** Those by a template that have a day in common with these, newest first. */
  overlapping(company: string, template: string, days: Days): Promise<VoucherExport[]>
}

/** The templates of config/vouchers, and the files that are written by them. */
export interface VoucherFiles {
  templates: ReadonlyMap<string, VoucherTemplate>
  /** The same vouchers give the same bytes. */
  write(template: VoucherTemplate, vouchers: readonly Voucher[]): Promise<{ bytes: Buffer; extension: string }>
  keep(company: string, fileName: string, bytes: Buffer): Promise<void>
  read(company: string, fileName: string): Promise<Buffer | undefined>
}
