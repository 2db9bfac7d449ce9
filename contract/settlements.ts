import { z } from 'zod'
import { civilDate, companyId, feeLine, seasonName } from './estimates'

/** What follows a season for metered households (domain.md BZ2–BZ8, LZ4, BO8, TS4): requests and answers of both realms. */

export const SETTLEMENT_STEP_NAMES = [
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

const shortText = (most: number) => z.string().trim().min(1, '不能为空').max(most, `最多 ${most} 个字`)

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

/* The staff realm: /console/api/settlements/… */

const page = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(20),
}
const companyAndSeason = { company: companyId, season: seasonName }

export const settlementsQuery = z.object({
  ...page,
  company: companyId.optional(),
  season: seasonName.optional(),
  estate: z.string().max(64).optional(),
  status: z.enum(['worked-out', 'published']).optional(),
})
export const deskSettlement = z.object({
  id: z.string(),
  company: companyId,
  season: seasonName,
  userCode: z.string(),
  estate: z.string(),
  building: z.string(),
  unit: z.string(),
  status: z.enum(['worked-out', 'published']),
  prepaidFen: z.int(),
  meteredFen: z.int(),
  adjustmentFen: z.int(),
  payableFen: z.int(),
  formula: z.string(),
  rule: z.string(),
  meterFaulty: z.boolean(),
  publishedOn: civilDate.nullable(),
  objection: z.enum(OBJECTION_STATES).nullable(),
  refund: z.enum(REFUND_STATES).nullable(),
})
export type DeskSettlement = z.infer<typeof deskSettlement>
/** One result with its lines and every step since. */
export const deskSettlementDetail = deskSettlement.extend({
  lines: z.array(feeLine),
  steps: settlementView.shape.steps,
})
export type DeskSettlementDetail = z.infer<typeof deskSettlementDetail>
export const deskSettlementsAnswer = z.object({ rows: z.array(deskSettlement), total: z.int() })

/** For a file in the request's body: its name, and what it is about. */
export const readingsQuery = z.object({ ...companyAndSeason, fileName: shortText(200) })
export const payoutFileQuery = z.object({ company: companyId, fileName: shortText(200) })

export const seasonWorkRequest = z.strictObject(companyAndSeason)
export const publicationRequest = z.strictObject({
  ...companyAndSeason,
  estates: z.array(shortText(64)).min(1).max(500).optional(),
})

export const objectionsQuery = z.object({
  ...page,
  company: companyId.optional(),
  season: seasonName.optional(),
  status: z.enum(['made', 'agreement-signed', 'test-passed', 'test-failed']).optional(),
})
export const deskObjection = objectionView.extend({
  company: companyId,
  season: seasonName,
  userCode: z.string(),
  words: z.string().nullable(),
  adjustmentFen: z.int(),
})
export type DeskObjection = z.infer<typeof deskObjection>
export const deskObjectionsAnswer = z.object({ rows: z.array(deskObjection), total: z.int() })
export const agreementRequest = z.strictObject({ on: civilDate, paper: shortText(100) })
export const meterTestRequest = z.strictObject({
  passed: z.boolean(),
  on: civilDate,
  paper: shortText(100),
  /** Only where nobody else of the unit was settled. */
  decidedRefundFen: z.int().min(0).max(100_000_000_00).optional(),
})

export const refundsQuery = z.object({
  ...page,
  company: companyId.optional(),
  season: seasonName.optional(),
  status: z.enum(REFUND_STATES).optional(),
})
export const deskRefund = refundView.extend({
  company: companyId,
  season: seasonName,
  userCode: z.string(),
  /** Whether it was made online; else a clerk took it in. */
  online: z.boolean(),
  takenBy: z.string().nullable(),
  photos: z.array(z.enum(PHOTO_KINDS)),
})
export type DeskRefund = z.infer<typeof deskRefund>
export const deskRefundsAnswer = z.object({ rows: z.array(deskRefund), total: z.int() })
export const hallRefundRequest = z.strictObject({
  company: companyId,
  userCode: shortText(32),
  season: seasonName.optional(),
  owner: shortText(100),
  identityNumber: z.string().trim().max(32).default(''),
  bankCard: shortText(40),
  phone: z.string().trim().max(32).default(''),
  paper: shortText(100),
})
export const refusalRequest = z.strictObject({ reason: shortText(200) })
export const cardCheckRequest = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('confirmed'),
    bankName: shortText(64),
    routeNo: z
      .string()
      .regex(/^\d{12}$/, '联行号是 12 位数字')
      .nullable(),
    sameBank: z.boolean(),
  }),
  z.strictObject({ outcome: z.literal('refused'), because: z.enum(['no-such-card', 'closed', 'name-differs']) }),
])

export const payoutsQuery = z.object({ ...page, company: companyId.optional() })
export const payoutBatchView = z.object({
  id: z.string(),
  company: companyId,
  season: seasonName,
  fileName: z.string(),
  count: z.int(),
  totalFen: z.int(),
  status: z.enum(['approved', 'sent', 'answered']),
  madeOn: civilDate,
  makerName: z.string(),
  checkerName: z.string(),
  items: z.object({ sent: z.int(), paid: z.int(), failed: z.int(), returned: z.int() }),
})
export type PayoutBatchView = z.infer<typeof payoutBatchView>
export const payoutsAnswer = z.object({ rows: z.array(payoutBatchView), total: z.int() })
