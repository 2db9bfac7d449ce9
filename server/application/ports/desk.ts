import type { Bill } from '../../domain/bill/bill'
import type { Household } from '../../domain/household/household'
import type { Transfer } from '../../domain/ledger/transfer'
import type { PaymentSource } from '../../domain/payment/payment'
import type { ChannelFile } from '../../domain/reconciliation/channelFile'
import type { Run } from '../../domain/reconciliation/run'

/** Civil days, both included. */
export interface Days {
  from: string
  to: string
}

export interface TransferFilter {
  company: string
  /** Debited or credited. */
  account?: string
  event?: string
  from?: string
  to?: string
  evidenceKind?: string
  evidenceId?: string
}

export interface HouseholdFilter {
  company?: string
  /** The beginning of a user code, or a part of an estate's name. */
  q?: string
}

export interface Found<Row> {
  rows: Row[]
  total: number
}

/** What the finance desk looks up across the tables; reads only. Amounts in fen. */
export interface DeskReader {
  /** Payments and refunds by trade bill, oldest first. */
  runs(company: string, days: Days): Promise<Run[]>
  files(company: string, days: Days): Promise<ChannelFile[]>
  openDifferences(company: string, days: Days): Promise<{ channel: PaymentSource; date: string; count: number }[]>
  /** What came in, by source and the day on which it counts. */
  taken(
    company: string,
    days: Days,
  ): Promise<{ source: PaymentSource; date: string; amountFen: number; payments: number }[]>
  /** Sums of all transfers that count until a day, by account. */
  accountTotals(company: string, until: string): Promise<{ account: string; debitFen: number; creditFen: number }[]>
  /** Newest first. */
  transfers(filter: TransferFilter, offset: number, limit: number): Promise<Found<Transfer>>
  /** In the order of their user codes. */
  households(filter: HouseholdFilter, offset: number, limit: number): Promise<Found<Household>>
  bill(id: string): Promise<Bill | undefined>
  file(id: string): Promise<ChannelFile | undefined>
}
