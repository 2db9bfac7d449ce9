import { z } from 'zod'
import { companyQuery, formatQuery, pageQuery } from './console'
import { deskRefund } from './consoleSettlements'
import { civilDate, companyId, seasonName } from './estimates'
import { shortText } from './settlements'
import { PAYOUT_BATCH_STATUSES, PAYOUT_ITEM_STATES } from './settlementWords'

/**
 * Batches of refunds that a bank pays to cards, below /console/api/settlements/payouts (domain.md BZ3): what waits for one, what
 * is proposed, and how the bank answered. Amounts in fen; a batch holds at most 5,000 payments.
 */

const refundNo = z.string().min(1).max(26)

export const waitingPayoutsQuery = z.object({ company: companyId, season: seasonName })
export const waitingPayoutsAnswer = z.object({
  /** Checked refund applications of the season, the oldest first; those that wait for a red letter are in no batch yet. */
  applications: z.array(deskRefund),
  /** Refunds of payments that go to a card; `bankCard` is masked. */
  cards: z.array(
    z.object({ refundNo, amountFen: z.int(), owner: z.string(), bankCard: z.string(), recordedAt: z.int() }),
  ),
  /** The rulebook's last day but one for paying (BZ3); null where it has none. */
  payoutBefore: civilDate.nullable(),
  /** The proposal of this season that waits for a second person. */
  approvalId: z.string().nullable(),
})
export type WaitingPayoutsAnswer = z.infer<typeof waitingPayoutsAnswer>

/** `applications` and `refunds` choose what is paid now; without either all that waits is. */
export const payoutRequest = z
  .strictObject({
    company: companyId,
    season: seasonName,
    applications: z.array(shortText(40)).optional(),
    refunds: z.array(refundNo).optional(),
  })
  .refine(({ applications = [], refunds = [] }) => applications.length + refunds.length <= 5000, {
    path: ['applications'],
    message: '一个批次最多 5000 笔',
  })

export const payoutsQuery = z.object({ ...pageQuery.shape, ...companyQuery.shape, ...formatQuery.shape })
export const payoutBatchView = z.object({
  id: z.string(),
  company: companyId,
  season: seasonName,
  fileName: z.string(),
  count: z.int(),
  totalFen: z.int(),
  status: z.enum(PAYOUT_BATCH_STATUSES),
  madeOn: civilDate,
  makerName: z.string(),
  checkerName: z.string(),
  items: z.object({ sent: z.int(), paid: z.int(), failed: z.int(), returned: z.int() }),
})
export type PayoutBatchView = z.infer<typeof payoutBatchView>
export const payoutsAnswer = z.object({ rows: z.array(payoutBatchView), total: z.int() })

const payoutItemView = z.object({
  /** Our number of it in the bank's files. */
  serial: z.string(),
  /** A refund after a season, or a refund of a payment. */
  kind: z.enum(['settlement', 'payment']),
  /** The household, where the money is one's. */
  householdId: z.string().nullable(),
  userCode: z.string().nullable(),
  /** Of a refund after a season. */
  applicationId: z.string().nullable(),
  /** Of a refund of a payment. */
  refundNo: refundNo.nullable(),
  /** 6217****0012 */
  bankCard: z.string(),
  amountFen: z.int(),
  state: z.enum(PAYOUT_ITEM_STATES),
  bankSerial: z.string().nullable(),
  /** Why it failed or came back, in the bank's words. */
  reason: z.string().nullable(),
  paidOn: civilDate.nullable(),
  returnedOn: civilDate.nullable(),
  /** Of one that failed or came back: whether it still waits for somebody to hand it on. */
  open: z.boolean(),
})
export type PayoutItemView = z.infer<typeof payoutItemView>
export const payoutBatchQuery = z.object(formatQuery.shape)
export const payoutBatchAnswer = z.object({ batch: payoutBatchView, items: z.array(payoutItemView) })
export type PayoutBatchAnswer = z.infer<typeof payoutBatchAnswer>

/** For a bank's file in the request's body. */
export const payoutFileQuery = z.object({ company: companyId, fileName: shortText(200) })
/** What came of a bank's file: `already`, the same file was taken in before; `unchanged` rows were known. */
export const importedPayoutsAnswer = z.object({
  outcome: z.enum(['imported', 'already']),
  paid: z.int(),
  failed: z.int(),
  returned: z.int(),
  unchanged: z.int(),
})
export type ImportedPayoutsAnswer = z.infer<typeof importedPayoutsAnswer>
/** How a batch stands after the bank was asked; `carried-by-hand`: there is no line to it. */
export const exchangedAnswer = z.object({
  outcome: z.enum(['sent', 'waiting', 'imported', 'carried-by-hand']),
  paid: z.int(),
  failed: z.int(),
  returned: z.int(),
})
export type ExchangedAnswer = z.infer<typeof exchangedAnswer>
export const proposedPayoutAnswer = z.object({ approvalId: z.string(), summary: z.string() })
