import { z } from 'zod'
import { APPLICATION_KINDS, APPLICATION_STATUSES } from './applicationWords'
import { BOARD_STATES } from './boardWords'
import { companyQuery, formatQuery, pageQuery } from './console'
import { OPEN_THINGS } from './differenceWords'
import { civilDate, companyId, feeLine, seasonName } from './estimates'
import { ORDER_WAYS, TRANSFER_ORDERS } from './orderWords'
import { BILLINGS, HEAT_SOURCES, SERVICES, USES } from './words'

/** What the console reads of the books: the board of days, households, the ledger and its evidence. All amounts in fen. */

const source = z.string()

/** What is shown of one company at a time. */
export const companyOnly = z.object({ company: companyId })

export const boardQuery = z.object({ company: companyId, from: civilDate.optional(), to: civilDate.optional() })

const boardCell = z.object({
  channel: source,
  state: z.enum(BOARD_STATES),
  /** How many things are open there, of whatever kind: what closing the day lists of this channel. */
  open: z.int(),
  /** Of them, differences that wait for a proposal. */
  differences: z.int(),
  /** Rows at the day's cut that still wait for their other half. */
  waiting: z.int(),
  /** Each kind that is open, in Chinese. */
  says: z.array(z.string()),
  /** What our books say was taken that day, refunds not counted, and how many payments. */
  takenFen: z.int(),
  payments: z.int(),
  /** Both sides as they were reconciled last; null before. */
  ourFen: z.int().nullable(),
  theirFen: z.int().nullable(),
  /** Why a file was put aside, or what else is to be known of it. */
  reason: z.string().nullable(),
})
export type BoardCell = z.infer<typeof boardCell>
export const boardAnswer = z.object({
  today: civilDate,
  channels: z.array(source),
  /** Newest first; one cell a channel, in the order of `channels`. */
  days: z.array(z.object({ date: civilDate, closed: z.boolean(), cells: z.array(boardCell) })),
  /** All that is open in the company, whatever days are shown: the same numbers as in the menu and on each page. */
  open: z.array(
    z.object({
      what: z.enum(OPEN_THINGS),
      name: z.string(),
      count: z.int(),
      since: civilDate.nullable(),
      amountFen: z.int().nullable(),
    }),
  ),
  nextToClose: civilDate.nullable(),
})
export type OpenTotalView = BoardAnswer['open'][number]
export type BoardAnswer = z.infer<typeof boardAnswer>

export const householdsQuery = z.object({
  ...pageQuery.shape,
  ...companyQuery.shape,
  /** The beginning of a user code, or a part of an estate's name. */
  q: z.string().trim().max(64).optional(),
})
export const householdRow = z.object({
  id: z.string(),
  company: companyId,
  userCode: z.string(),
  owner: z.string(),
  address: z.string(),
  use: z.enum(USES),
  service: z.enum(SERVICES),
})
export type HouseholdRow = z.infer<typeof householdRow>
export const householdRowsAnswer = z.object({ rows: z.array(householdRow), total: z.int() })
export type HouseholdRowsAnswer = z.infer<typeof householdRowsAnswer>

export const transferView = z.object({
  id: z.string(),
  company: companyId,
  event: z.string(),
  eventName: z.string(),
  debitAccount: z.string(),
  debitName: z.string(),
  creditAccount: z.string(),
  creditName: z.string(),
  amountFen: z.int(),
  effectiveOn: civilDate,
  recordedAt: z.int(),
  householdId: z.string().nullable(),
  season: z.string().nullable(),
  evidenceKind: z.string(),
  evidenceId: z.string(),
  /** Whose it is, and our order, where a list tells them. */
  userCode: z.string().nullable().optional(),
  orderNo: z.string().nullable().optional(),
  /** Of a list of one account: its balance after this entry, on the debit side less the credit side, in fen. */
  balanceFen: z.int().nullable().optional(),
})
export type TransferView = z.infer<typeof transferView>

export const paymentView = z.object({
  id: z.string(),
  source,
  transactionId: z.string(),
  orderNo: z.string().nullable(),
  amountFen: z.int(),
  refundedFen: z.int(),
  outcome: z.enum(['applied', 'suspense']),
  paidAt: z.int(),
  paidOn: civilDate,
})
export type PaymentView = z.infer<typeof paymentView>

export const householdHistory = z.object({
  household: householdRow.extend({
    phone: z.string().nullable(),
    /** The last four only. */
    identityNumber: z.string().nullable(),
    /** The registered card that refunds go to, masked. */
    bankCard: z.string().nullable(),
    heatSource: z.enum(HEAT_SOURCES).nullable(),
    billing: z.enum(BILLINGS),
    buildingArea: z.string(),
    usableArea: z.string().nullable(),
    cardHolder: z.boolean(),
    lowIncomeApprovedFor: z.string().nullable(),
    movedOutOn: z.string().nullable(),
    creditFen: z.int(),
  }),
  asOf: civilDate,
  owedFen: z.int(),
  /** Newest season first. */
  bills: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      season: seasonName,
      lines: z.array(feeLine),
      totalFen: z.int(),
      paidFen: z.int(),
      remainingFen: z.int(),
      lateFeeFen: z.int(),
      dueOn: civilDate,
    }),
  ),
  payments: z.array(paymentView),
  refunds: z.array(
    z.object({
      refundNo: z.string(),
      paymentId: z.string(),
      amountFen: z.int(),
      status: z.enum(['requested', 'succeeded', 'failed']),
      reason: z.string(),
      requestedAt: z.int(),
      succeededAt: z.int().nullable(),
    }),
  ),
  transfers: z.array(transferView),
  applications: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(APPLICATION_KINDS),
      season: seasonName,
      status: z.enum(APPLICATION_STATUSES),
      askedAt: z.int(),
    }),
  ),
})
export type HouseholdHistory = z.infer<typeof householdHistory>

export const accountsQuery = z.object({ company: companyId, until: civilDate.optional() })
const accountRow = z.object({
  account: z.string(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(['asset', 'liability', 'income', 'expense']),
  meaning: z.string(),
  debitFen: z.int(),
  creditFen: z.int(),
  /** On the account's own side: what an asset or an expense is debited more, the others credited more. */
  balanceFen: z.int(),
})
export type AccountRow = z.infer<typeof accountRow>
export const accountsAnswer = z.object({
  until: civilDate,
  accounts: z.array(accountRow),
  debitFen: z.int(),
  creditFen: z.int(),
})
export type AccountsAnswer = z.infer<typeof accountsAnswer>

export const transfersQuery = z.object({
  ...pageQuery.shape,
  ...formatQuery.shape,
  company: companyId,
  account: z.string().max(64).optional(),
  event: z.string().max(32).optional(),
  sort: z.enum(TRANSFER_ORDERS).optional(),
  way: z.enum(ORDER_WAYS).default('descend'),
  from: civilDate.optional(),
  to: civilDate.optional(),
})
export const transfersAnswer = z.object({
  rows: z.array(transferView),
  total: z.int(),
  events: z.array(z.object({ event: z.string(), name: z.string() })),
})
export type TransfersAnswer = z.infer<typeof transfersAnswer>

/** One fact of a piece of evidence, and how it is to be shown. */
export const evidenceFact = z.object({
  label: z.string(),
  value: z.union([z.string(), z.int()]),
  as: z.enum(['text', 'fen', 'moment']),
})
export type EvidenceFact = z.infer<typeof evidenceFact>
export const evidenceAnswer = z.object({
  title: z.string(),
  facts: z.array(evidenceFact),
  householdId: z.string().nullable(),
  /** Everything that was booked on this evidence. */
  transfers: z.array(transferView),
})
export type EvidenceAnswer = z.infer<typeof evidenceAnswer>

const suspenseRow = z.object({
  id: z.string(),
  company: companyId,
  reason: z.string(),
  reasonName: z.string(),
  amountFen: z.int(),
  owner: z.string(),
  openedAt: z.int(),
  payment: paymentView,
  household: z.object({ id: z.string(), userCode: z.string() }).nullable(),
  /** A proposal that waits for its decision. */
  approvalId: z.string().nullable(),
})
export type SuspenseRow = z.infer<typeof suspenseRow>
export const suspenseAnswer = z.object({ rows: z.array(suspenseRow), totalFen: z.int() })
export type SuspenseAnswer = z.infer<typeof suspenseAnswer>
