import type { Use } from '../../contract/words'
import type { OwedBySeason } from '../domain/report/ageing'
import type { Flow } from '../domain/report/flows'
import type { Days } from './deskPort'

/** What reports are made of: sums over the ledger, each one statement, so that no row of it has to be in memory. */
export interface ReportReader {
  /** Through the channels' clearing accounts, by day. */
  clearingByDay(company: string, days: Days): Promise<(Flow & { date: string })[]>
  /** How many payments and refunds went through each clearing account, by day; a payment with several parts is one. */
  clearingCounts(
    company: string,
    days: Days,
  ): Promise<{ date: string; account: string; payments: number; refunds: number }[]>
  /** Of a season, through `receivable`, by estate, until a day. */
  receivableByEstate(
    company: string,
    season: string,
    until: string,
  ): Promise<(Flow & { estate: string; households: number })[]>
  /** What is owed at the end of a day; of a season, or of all. `openedBefore` (epoch milliseconds) is the end of that day. */
  arrears(company: string, until: string, openedBefore: number, season?: string): Promise<OwedBySeason[]>
  /** Through `receivable` and `late-fee-income`, by season and use. */
  feesByUse(company: string, days: Days): Promise<(Flow & { season: string | null; use: Use | null })[]>
  /** Invoices issued in a time (epoch milliseconds, the end not included), red ones taken off. */
  invoicedByUse(company: string, from: number, to: number): Promise<{ season: string; use: Use; amountFen: number }[]>
  /** How many transfers a company has, and their sum. */
  ledgerSize(company: string): Promise<{ transfers: number; amountFen: number }>
  /** All of the ledger by day and event: what vouchers are made of. */
  eventsByDay(company: string, days: Days): Promise<(Flow & { date: string; event: string; entries: number })[]>
}
