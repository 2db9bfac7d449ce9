import type { Use } from '../../../contract/words'
import type { OwedBySeason } from '../../domain/report/ageing'
import type { Flow } from '../../domain/report/daily'
import type { Voucher, VoucherTemplate } from '../../domain/voucher/voucher'
import type { Days } from './desk'

/** What reports are made of: sums over the ledger, each one statement, so that no row of it has to be in memory. */
export interface ReportReader {
  /** Through the channels' clearing accounts, by day. */
  clearingByDay(company: string, days: Days): Promise<(Flow & { date: string })[]>
  /** How many payments and refunds went through each clearing account, by day; a payment with several parts is one. */
  clearingCounts(
    company: string,
    days: Days,
  ): Promise<{ date: string; account: string; payments: number; refunds: number }[]>
  /** What the clearing accounts held before a day, and what is in suspense at the end of another. */
  balances(company: string, from: string, until: string): Promise<{ clearingFen: number; suspenseFen: number }>
  /** A season's bills as they stand now, by estate. */
  billedByEstate(
    company: string,
    season: string,
  ): Promise<{ estate: string; households: number; billedFen: number; appliedFen: number }[]>
  /** What went through `receivable` of a season after a day, by estate: it takes the bills of now back to that day. */
  receivableAfter(
    company: string,
    season: string,
    day: string,
  ): Promise<(Flow & { estate: string; event: string; households: number })[]>
  /** What is owed at the end of a day; of a season, or of all. */
  arrears(company: string, until: string, season?: string): Promise<OwedBySeason[]>
  /** Through `receivable` and `late-fee-income`, by season and use. */
  feesByUse(company: string, days: Days): Promise<(Flow & { season: string | null; use: Use | null })[]>
  /** Invoices issued in a time (epoch milliseconds, the end not included), red ones taken off. */
  invoicedByUse(company: string, from: number, to: number): Promise<{ season: string; use: Use; amountFen: number }[]>
  /** How many transfers a company has, and their sum. */
  ledgerSize(company: string): Promise<{ transfers: number; amountFen: number }>
  /** All of the ledger by day and event: what vouchers are made of. */
  eventsByDay(company: string, days: Days): Promise<(Flow & { date: string; event: string; entries: number })[]>
}

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
