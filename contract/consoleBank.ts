import { z } from 'zod'
import { formatQuery, pageQuery } from './console'
import { DIFFERENCE_STATUSES } from './differenceWords'
import { civilDate, companyId } from './estimates'

/**
 * Our own accounts at banks, as the console reads them. All amounts in fen; those of movements with the sign that the account sees.
 *
 *   GET  /console/api/bank/accounts          → bankAccountsAnswer
 *   GET  /console/api/bank/lines             bankLinesQuery → bankLinesAnswer, or an Excel file (format=xlsx)
 *   GET  /console/api/bank/transits          → transitsAnswer, or an Excel file
 *   GET  /console/api/bank/reconciliation    reconciliationQuery → reconciliationAnswer, or an Excel file
 *   POST /console/api/bank/reconciliations   signRequest → 201 proposedAnswer: whoever prepared it signs, a second person reviews
 */

const accountNumber = z.string().trim().min(1).max(35)
const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, '月份应写作 2026-11')

export const bankAccountsQuery = z.object({ company: companyId })
const bankAccount = z.object({
  account: z.string(),
  bank: z.string(),
  /** What the newest statement says it holds, and of which day that is; null before one tells. */
  balanceFen: z.int().nullable(),
  balanceOn: civilDate.nullable(),
  /** Movements that nothing explains, and what they come to. */
  openCount: z.int(),
  openFen: z.int(),
})
export type BankAccount = z.infer<typeof bankAccount>
export const bankAccountsAnswer = z.object({ today: civilDate, accounts: z.array(bankAccount) })
export type BankAccountsAnswer = z.infer<typeof bankAccountsAnswer>

export const LINE_STATES = ['all', 'open', 'matched'] as const
export const bankLinesQuery = z.object({
  ...pageQuery.shape,
  ...formatQuery.shape,
  company: companyId,
  account: accountNumber,
  from: civilDate.optional(),
  to: civilDate.optional(),
  state: z.enum(LINE_STATES).default('all'),
  /** An amount, whole or its beginning, or words of remark and numbers, parted by blanks. */
  q: z.string().trim().max(64).optional(),
})

/** One thing that a movement is: money on its way that has come, a household's payment, a claim's return. */
const linePart = z.object({
  what: z.string(),
  number: z.string(),
  on: civilDate.nullable(),
  fen: z.int(),
  householdId: z.string().nullable(),
})
const bankLine = z.object({
  id: z.string(),
  bookedOn: civilDate,
  /** The day of the statement that told it, and the line there. */
  statedOn: civilDate,
  line: z.int(),
  fen: z.int(),
  reversal: z.boolean(),
  bankReference: z.string(),
  ourReference: z.string().nullable(),
  remark: z.string(),
  /** What it was found to be; null while nothing explains it. */
  match: z
    .object({
      /** How the two were found to be the same. */
      pass: z.string(),
      party: z.string().nullable(),
      parts: z.array(linePart),
      /** What the sender kept for itself. */
      feeFen: z.int(),
      /** Other movements that are a part of the same. */
      besides: z.array(z.object({ bankReference: z.string(), bookedOn: civilDate, fen: z.int() })),
    })
    .nullable(),
  /** The work item about it; null where there is none. */
  difference: z.object({ id: z.string(), status: z.enum(DIFFERENCE_STATUSES) }).nullable(),
})
export type BankLine = z.infer<typeof bankLine>
export const bankLinesAnswer = z.object({
  rows: z.array(bankLine),
  total: z.int(),
  /** Nothing bears the amount that was asked for: these are the nearest, within a hundredth of it. */
  nearest: z.boolean(),
})
export type BankLinesAnswer = z.infer<typeof bankLinesAnswer>

export const transitsQuery = z.object({ ...formatQuery.shape, company: companyId })
const transitRow = z.object({
  id: z.string(),
  party: z.string(),
  reference: z.string(),
  sentOn: civilDate,
  ageDays: z.int(),
  fen: z.int(),
  /** It should have come by now. */
  late: z.boolean(),
  /** People wait for it until this day. */
  waitsUntil: civilDate.nullable(),
  difference: z.object({ id: z.string(), status: z.enum(DIFFERENCE_STATUSES) }).nullable(),
})
export type TransitRow = z.infer<typeof transitRow>
export const transitsAnswer = z.object({
  today: civilDate,
  /** By age, the youngest first; `to` is null for the oldest. */
  ages: z.array(z.object({ from: z.int(), to: z.int().nullable(), count: z.int(), inFen: z.int(), outFen: z.int() })),
  rows: z.array(transitRow),
})
export type TransitsAnswer = z.infer<typeof transitsAnswer>

export const reconciliationQuery = z.object({ ...formatQuery.shape, company: companyId, account: accountNumber, month })
const openItem = z.object({ id: z.string(), on: civilDate, fen: z.int(), what: z.string() })
export type BalanceItem = z.infer<typeof openItem>
const signature = z.object({ name: z.string(), number: z.string(), at: z.int() })
const sheet = z.object({
  company: companyId,
  account: z.string(),
  month,
  until: civilDate,
  bankOn: civilDate,
  since: civilDate,
  bookFen: z.int(),
  bankFen: z.int(),
  bankReceived: z.array(openItem),
  bankPaid: z.array(openItem),
  bookReceived: z.array(openItem),
  bookPaid: z.array(openItem),
  adjustedBookFen: z.int(),
  adjustedBankFen: z.int(),
  differenceFen: z.int(),
  gaps: z.array(z.object({ date: civilDate, byFen: z.int() })),
})
export type BalanceSheet = z.infer<typeof sheet>
export const reconciliationAnswer = z.object({
  sheet,
  bank: z.string(),
  companyName: z.string(),
  /** Names what is signed. */
  digest: z.string(),
  /** The month is over, and both balances come to the same. */
  signable: z.boolean(),
  /** Who has prepared it and waits for a second person; null where nobody does. */
  waiting: z.object({ approvalId: z.string(), prepared: signature }).nullable(),
  /** The two signatures of this very reconciliation. */
  signed: z.object({ prepared: signature, reviewed: signature }).nullable(),
  /** An earlier reconciliation of the month was signed, and the books have changed since. */
  changedSince: z.int().nullable(),
})
export type ReconciliationAnswer = z.infer<typeof reconciliationAnswer>

export const signRequest = z.strictObject({
  company: companyId,
  account: accountNumber,
  month,
  digest: z.string().length(64),
})
