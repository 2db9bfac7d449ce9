import { z } from 'zod'
import { companyQuery, formatQuery, pageQuery } from './console'
import { civilDate, companyId, feeLine, seasonName } from './estimates'
import { paperReference } from './papers'
import {
  OBJECTION_STATES,
  objectionView,
  PHOTO_KINDS,
  REFUND_STATES,
  refundView,
  settlementView,
  shortText,
} from './settlements'

/**
 * What staff do after a season, below /console/api/settlements: readings, results, publication, objections, refunds to cards
 * (domain.md BZ2–BZ8, LZ4, BO8, TS4). The bank's batches are in consolePayouts.ts, the resident's side in settlements.ts.
 */

const companyAndSeason = { company: companyId, season: seasonName }

export const settlementsQuery = z.object({
  ...pageQuery.shape,
  ...companyQuery.shape,
  season: seasonName.optional(),
  estate: z.string().max(64).optional(),
  status: z.enum(['worked-out', 'published']).optional(),
})
const deskSettlement = z.object({
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

export const seasonWorkRequest = z.strictObject(companyAndSeason)
export const publicationRequest = z.strictObject({
  ...companyAndSeason,
  estates: z.array(shortText(64)).min(1).max(500).optional(),
})

export const objectionsQuery = z.object({
  ...pageQuery.shape,
  ...companyQuery.shape,
  ...formatQuery.shape,
  season: seasonName.optional(),
  status: z.enum(['made', 'agreement-signed', 'test-passed', 'test-failed']).optional(),
})
const deskObjection = objectionView.extend({
  company: companyId,
  season: seasonName,
  userCode: z.string(),
  words: z.string().nullable(),
  adjustmentFen: z.int(),
  /** The proposed result of the meter's test that waits for a second person. */
  approvalId: z.string().nullable(),
})
export type DeskObjection = z.infer<typeof deskObjection>
export const deskObjectionsAnswer = z.object({ rows: z.array(deskObjection), total: z.int() })
export const agreementRequest = z.strictObject({ on: civilDate, paper: paperReference })
export const meterTestRequest = z.strictObject({
  passed: z.boolean(),
  on: civilDate,
  paper: paperReference,
  /** Only where nobody else of the unit was settled. */
  decidedRefundFen: z.int().min(0).max(100_000_000_00).optional(),
})
/** What a test of this meter would come to, so that it can be said before it is proposed (BZ7). Amounts in fen. */
export const meterTestPreview = z.object({
  /** The days on which it can have been tested. */
  from: civilDate,
  to: civilDate,
  /** Below zero a refund, above zero a top-up, as it is now. */
  adjustmentFen: z.int(),
  /** What the household pays when the meter is sound. */
  feeFen: z.int(),
  /** The mean refund of the unit's other households; null where nobody else was settled: then two people decide it. */
  meanRefundFen: z.int().nullable(),
  /** The most that may be decided. */
  prepaidFen: z.int(),
})
export type MeterTestPreview = z.infer<typeof meterTestPreview>

export const refundsQuery = z.object({
  ...pageQuery.shape,
  ...companyQuery.shape,
  ...formatQuery.shape,
  season: seasonName.optional(),
  status: z.enum(REFUND_STATES).optional(),
})
export const deskRefund = refundView.extend({
  /** Red letters of the season's invoices: none needed, being issued before the money moves, or issued (TS4). */
  redLetter: z.enum(['none', 'waiting', 'issued']),
  company: companyId,
  season: seasonName,
  settlementId: z.string(),
  householdId: z.string(),
  userCode: z.string(),
  /** What the bank said of the card, once it knew it: when, and whether it was asked over its line or by a clerk. */
  cardCheck: z
    .object({
      bankName: z.string(),
      routeNo: z.string().nullable(),
      sameBank: z.boolean(),
      checkedAt: z.int(),
      /** `bank`, or the login name of the member of staff who asked. */
      by: z.string(),
    })
    .nullable(),
  /** Whether it was made online; else a clerk took it in. */
  online: z.boolean(),
  takenBy: z.string().nullable(),
  photos: z.array(z.enum(PHOTO_KINDS)),
})
export type DeskRefund = z.infer<typeof deskRefund>
export const deskRefundsAnswer = z.object({ rows: z.array(deskRefund), total: z.int() })
/** The bank was asked about the card once more; `unavailable`: it did not answer, and is asked again by itself. */
export const cardQuestionAnswer = z.object({
  outcome: z.enum(['confirmed', 'refused', 'unavailable']),
  refund: deskRefund,
})
export type CardQuestionAnswer = z.infer<typeof cardQuestionAnswer>
export const hallRefundRequest = z.strictObject({
  company: companyId,
  userCode: shortText(32),
  season: seasonName.optional(),
  owner: shortText(100),
  identityNumber: z.string().trim().max(32).default(''),
  bankCard: shortText(40),
  phone: z.string().trim().max(32).default(''),
  paper: paperReference,
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

/** Readings that were taken from a file, or why none was: each fault with its line. */
export const importedReadingsAnswer = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('imported'),
    imported: z.int(),
    corrected: z.int(),
    unchanged: z.int(),
    otherCompanies: z.int(),
  }),
  z.object({
    outcome: z.literal('wrong'),
    faults: z.array(z.object({ line: z.int().nullable(), reason: z.string() })),
  }),
])

const countAndFen = z.object({ count: z.int(), amountFen: z.int() })

/** What settling a season came to; households without a result are named with the reason. */
export const settledAnswer = z.object({
  outcome: z.literal('settled'),
  season: seasonName,
  settled: z.int(),
  unchanged: z.int(),
  alreadyPublished: z.int(),
  refunds: countAndFen,
  topUps: countAndFen,
  faulty: z.int(),
  withoutSettlement: z.array(
    z.object({
      userCode: z.string(),
      because: z.enum(['no-bill', 'no-reading', 'no-price', 'bill-differs']),
      reason: z.string(),
    }),
  ),
})

/** Results that were made public, estate by estate, with the days that follow (domain.md BZ3). */
export const publishedAnswer = z.object({
  outcome: z.literal('published'),
  season: seasonName,
  publishedOn: civilDate,
  days: z.object({
    publicityTo: civilDate.nullable(),
    objectionsTo: civilDate.nullable(),
    applicationsTo: civilDate.nullable(),
    topUpBy: civilDate.nullable(),
  }),
  dueOn: civilDate.nullable(),
  late: z.boolean(),
  estates: z.array(z.object({ estate: z.string(), published: z.int(), refunds: countAndFen, topUps: countAndFen })),
  stale: z.array(z.object({ userCode: z.string() })),
})

/** What was merged into the next season (domain.md BZ4). Amounts in fen. */
export const carriedOverAnswer = z.object({
  outcome: z.literal('carried-over'),
  season: seasonName,
  settlements: z.int(),
  creditFen: z.int(),
  extraFen: z.int(),
})

/** An objection whose agreement was signed (domain.md BZ6). */
export const agreementAnswer = z.object({ id: z.string(), status: z.string(), signedOn: civilDate.nullable() })
export const proposedMeterTestAnswer = z.object({ approvalId: z.string(), summary: z.string() })
