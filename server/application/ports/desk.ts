import type { OrderWay, TransferOrder } from '../../../contract/orderWords'
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
  /** By what the list is sorted; without it the newest first. */
  sort?: TransferOrder
  way?: OrderWay
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

/** Money that was found by a number or an amount, as its own table has it. */
export interface FoundMoney {
  kind: 'payment' | 'order' | 'refund' | 'bank-entry' | 'difference'
  id: string
  channel: string
  number: string
  amountFen: number
  date: string
  householdId: string | null
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
  /** Money by the beginning of a number of ours, of a channel's or of a bank's; of each kind `limit` at most. */
  byNumber(company: string, beginning: string, limit: number): Promise<FoundMoney[]>
  /** Payments and movements on our accounts of this very amount, the newest first. */
  byAmount(company: string, amountFen: number, limit: number): Promise<FoundMoney[]>
  /** What an account was moved by before an entry, in fen on its debit side less its credit side. */
  movedBefore(filter: TransferFilter & { account: string }, entry: Pick<Transfer, 'id' | 'recordedAt'>): Promise<number>
  bill(id: string): Promise<Bill | undefined>
  file(id: string): Promise<ChannelFile | undefined>
}
