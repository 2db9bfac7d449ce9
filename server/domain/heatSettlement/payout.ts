import type { CivilDate } from '../calendar/civilDate'

/** Refunds of a season that a bank pays in one file (代发, formats.md 5.5); made by one person, approved by another (BZ3). */
export interface PayoutBatch {
  id: string
  company: string
  season: string
  /** Cards of the paying bank itself, or of other banks: each has a file of its own. */
  bank: 'same' | 'other'
  /** 1, 2, 3 … within company and day. */
  number: number
  madeOn: CivilDate
  /** `req_20260705_001.txt`. */
  fileName: string
  count: number
  totalFen: number
  status: 'approved' | 'sent' | 'answered'
  approvalId: string
  makerName: string
  checkerName: string
  approvedAt: number
}

/** One refund in a batch. sent → paid → returned, or sent → failed. */
export interface PayoutItem {
  id: string
  company: string
  batchId: string
  applicationId: string
  settlementId: string
  /** Our own number of it in the bank's files; unique. */
  serial: string
  amountFen: number
  state: 'sent' | 'paid' | 'failed' | 'returned'
  bankSerial: string | null
  failCode: string | null
  failReason: string | null
  paidOn: CivilDate | null
  returnedOn: CivilDate | null
}

/** A bank's file about payouts, taken in once (M3). */
export interface PayoutFile {
  id: string
  company: string
  kind: 'result' | 'returned'
  fileName: string
  /** SHA-256 of its bytes. */
  digest: string
  rows: number
  by: string
  at: number
}

/** One row of a batch's result. */
export interface PayoutResultRow {
  line: number
  serial: string
  bankSerial: string
  account: string
  name: string
  amountFen: number
  outcome: 'paid' | 'failed'
  failCode: string | null
  failReason: string | null
  on: CivilDate
}

/** One payment that came back days after it was reported as paid (退汇). */
export type ReturnedPayoutRow = Omit<PayoutResultRow, 'outcome'>

/** `req_20260705_001.txt`, for other banks' cards `req_outer_20260705_001.txt` (formats.md 5.5). */
export function requestFileName({ madeOn, number, bank }: Pick<PayoutBatch, 'madeOn' | 'number' | 'bank'>): string {
  return `req_${bank === 'other' ? 'outer_' : ''}${madeOn.replaceAll('-', '')}_${String(number).padStart(3, '0')}.txt`
}

/** The name of the bank's answer to a request. */
export function resultFileName(requestName: string): string {
  return requestName.replace(/^req_/, 'res_')
}

/** SP, the day, the batch and the row: at most 20 upper-case letters and digits. */
export function payoutSerial({ madeOn, number }: Pick<PayoutBatch, 'madeOn' | 'number'>, row: number): string {
  const day = madeOn.slice(2).replaceAll('-', '')
  return `SP${day}${String(number).padStart(3, '0')}${String(row).padStart(6, '0')}`
}
