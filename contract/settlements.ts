import { z } from 'zod'
import { civilDate, feeLine, seasonName } from './estimates'

/**
 * What a resident sees and asks for after a season with a heat meter (domain.md BZ2–BZ8, LZ4, BO8, TS4): the result, an objection,
 * a refund. The desk's side is in consoleSettlements.ts.
 */

const SETTLEMENT_STEP_NAMES = [
  'worked-out',
  'published',
  'objected',
  'agreement-signed',
  'test-passed',
  'test-failed',
  'refund-applied',
  'card-checked',
  'card-refused',
  'refund-refused',
  'in-batch',
  'paid',
  'payout-failed',
  'returned',
  'carried-over',
] as const
/** `lapsed`: the agreement was not signed in time, so that the data stand (BZ6). */
export const OBJECTION_STATES = ['made', 'agreement-signed', 'test-passed', 'test-failed', 'lapsed'] as const
export const REFUND_STATES = ['applied', 'checked', 'in-batch', 'paid', 'returned', 'refused'] as const
export const PHOTO_KINDS = ['identity-card', 'bank-card'] as const

/** Words of a person, without the blanks around them: at least one letter. */
export const shortText = (most: number) => z.string().trim().min(1, '不能为空').max(most, `最多 ${most} 个字`)

/** Another season than the newest that is public. */
const ofSeason = { season: seasonName.optional() }

export const seasonQuery = z.object(ofSeason)

/** Nothing but the acknowledgement is needed (BZ6). */
export const objectionRequest = z.strictObject({
  ...ofSeason,
  acknowledged: z.literal(true, '请先确认已阅读异议须知'),
  words: shortText(200).optional(),
})

/** `noObjection`: he confirms that he agrees with the result (BZ5). Photos were uploaded before, one by one. */
export const refundRequest = z.strictObject({
  ...ofSeason,
  noObjection: z.literal(true, '请先确认对结算结果无异议'),
  owner: shortText(100),
  identityNumber: shortText(32),
  bankCard: shortText(40),
  phone: shortText(32),
  photoIds: z.array(z.string().min(1).max(40)).max(10),
})

/** The field beside the file `photo` of POST …/refund-photos (multipart/form-data). */
export const photoFields = z.strictObject({ kind: z.enum(PHOTO_KINDS, '应为 identity-card 或 bank-card') })
export const photoAnswer = z.object({ id: z.string(), kind: z.enum(PHOTO_KINDS), type: z.string(), bytes: z.int() })

export const objectionView = z.object({
  id: z.string(),
  state: z.enum(OBJECTION_STATES),
  madeOn: civilDate,
  /** The last day for signing the meter-test agreement in person. */
  agreementDueOn: civilDate,
  signedOn: civilDate.nullable(),
  testedOn: civilDate.nullable(),
})
export type ObjectionView = z.infer<typeof objectionView>

export const refundView = z.object({
  id: z.string(),
  state: z.enum(REFUND_STATES),
  amountFen: z.int(),
  appliedOn: civilDate,
  /** 6217****0012 */
  bankCard: z.string(),
  bankName: z.string().nullable(),
  paidOn: civilDate.nullable(),
  /** Why it was refused or came back. */
  reason: z.string().nullable(),
})
export type RefundView = z.infer<typeof refundView>

const mayOrNot = z.object({
  open: z.boolean(),
  /** Why not, in words for the resident; null when open. */
  reason: z.string().nullable(),
  from: civilDate.nullable(),
  to: civilDate.nullable(),
})

export const settlementView = z.object({
  season: seasonName,
  publishedOn: civilDate,
  publicityTo: civilDate.nullable(),
  /** The meter as it was read. */
  reading: z.object({
    startReading: z.string().nullable(),
    endReading: z.string().nullable(),
    quantity: z.string(),
    unit: z.string(),
    faulty: z.boolean(),
  }),
  /** The metered fee, line by line; with a broken meter the area fee (C5). */
  lines: z.array(feeLine),
  prepaidFen: z.int(),
  meteredFen: z.int(),
  /** Below zero a refund, above zero a top-up. */
  adjustmentFen: z.int(),
  /** How the adjustment follows, with numbers. */
  formula: z.string(),
  rule: z.string(),
  /** Owed to the household now. */
  payableFen: z.int(),
  topUp: z.object({ billId: z.string(), totalFen: z.int(), remainingFen: z.int(), dueOn: civilDate }).nullable(),
  meterTest: z.object({ billId: z.string(), totalFen: z.int(), remainingFen: z.int() }).nullable(),
  mayObject: mayOrNot,
  /** What a household pays when its meter passes the test that it asked for; null where the rulebook names none (BZ7). */
  testFeeFen: z.int().nullable(),
  /** The bank's batch pays refunds before this day (BZ3). */
  payoutBefore: civilDate.nullable(),
  mayApply: mayOrNot,
  objection: objectionView.nullable(),
  /** Newest first. */
  refunds: z.array(refundView),
  /** Oldest first. */
  steps: z.array(
    z.object({
      step: z.enum(SETTLEMENT_STEP_NAMES),
      on: civilDate,
      at: z.int(),
      by: z.enum(['resident', 'staff', 'system']),
      note: z.string().nullable(),
    }),
  ),
})
export type SettlementView = z.infer<typeof settlementView>

/** Null while nothing of this household is public. */
export const settlementAnswer = z.object({ metered: z.boolean(), settlement: settlementView.nullable() })
export type SettlementAnswer = z.infer<typeof settlementAnswer>

/** `cardLooksWrong`: the card's check digit is wrong; the application was taken all the same. */
export const refundAnswer = z.object({ refund: refundView, cardLooksWrong: z.boolean() })
