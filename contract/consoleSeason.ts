import { z } from 'zod'
import { applicationView, celsius, monthName } from './applications'
import { APPLICATION_KINDS, APPLICATION_STATUSES } from './applicationWords'
import { companyQuery, pageQuery } from './console'
import { civilDate, companyId, definedWord, seasonName } from './estimates'
import { paper } from './papers'

/** What staff do in a season beside money: requests and answers below /console/api. */

const note = z.string().trim().max(200, '最多 200 个字').optional()
const reason = z.string().trim().min(1, '请写明原因').max(200, '最多 200 个字')
const userCode = z.string().trim().min(1).max(32)

export const applicationsQuery = z.object({
  ...pageQuery.shape,
  ...companyQuery.shape,
  kind: z.enum(APPLICATION_KINDS).optional(),
  status: z.enum(APPLICATION_STATUSES).optional(),
})
export const deskApplicationsAnswer = z.object({ rows: z.array(applicationView), total: z.int() })
export type DeskApplicationsAnswer = z.infer<typeof deskApplicationsAnswer>

/** An inspection that failed says what has to be mended. */
export const inspectionRequest = z
  .strictObject({ on: civilDate, passed: z.boolean(), note })
  .refine((visit) => visit.passed || visit.note, { path: ['note'], message: '请写明不合格的地方' })
export const completionRequest = z.strictObject({ on: civilDate, note, paper })
export const grantRequest = z.strictObject({ note })
export const refuseRequest = z.strictObject({ reason })
export const measurementRequest = z.strictObject({
  on: civilDate,
  room: z.string().trim().min(1, '请写明房间').max(16),
  celsius,
  note,
})
export const reductionRequest = z.strictObject({ amountFen: z.int().positive().max(100_000_000_00), reason })
export const reductionAnswer = z.object({
  approvalId: z.string(),
  payloadHash: z.string(),
  summary: z.string(),
  amountFen: z.int(),
  month: monthName,
})

/** A deed that waits for a second person: what it would do, in a sentence with the amounts. */
export const proposedAnswer = z.object({
  approvalId: z.string(),
  payloadHash: z.string(),
  summary: z.string(),
  /** In fen; 0 when it moves none. */
  amountFen: z.int(),
})
export type ProposedAnswer = z.infer<typeof proposedAnswer>
export const gasCollectionRequest = z.strictObject({
  on: civilDate,
  place: z.string().trim().min(1, '请写明领取网点').max(40),
  receipt: z.string().regex(/^[0-9A-Za-z-]{1,40}$/, '领取凭证号由 1 到 40 个数字、字母或连字符组成'),
})

export const seasonDatesRequest = z
  .strictObject({
    company: companyId,
    season: seasonName,
    startsOn: civilDate.optional(),
    endsOn: civilDate.optional(),
    reason,
    paper,
  })
  .refine(({ startsOn, endsOn }) => startsOn !== undefined || endsOn !== undefined, {
    path: ['startsOn'],
    message: '请填写实际开始或结束的日期',
  })
export const seasonDatesView = z.object({
  company: companyId,
  season: seasonName,
  startsOn: civilDate.nullable(),
  endsOn: civilDate.nullable(),
  reason: z.string(),
  by: z.string(),
  recordedAt: z.int(),
})
export type SeasonDatesView = z.infer<typeof seasonDatesView>
/** Every time that dates were set, newest first; the newest of a season holds. */
export const seasonDatesAnswer = z.object({ rows: z.array(seasonDatesView) })
export type SeasonDatesAnswer = z.infer<typeof seasonDatesAnswer>

export const lowIncomeReviewRequest = z
  .strictObject({
    company: companyId,
    userCode,
    season: seasonName,
    decision: z.enum(['approved', 'refused']),
    reason: reason.optional(),
    paper,
  })
  .refine((review) => review.decision === 'approved' || review.reason, { path: ['reason'], message: '请写明原因' })
/** Households whose papers wait for a decision this season. */
export const awaitingReviewAnswer = z.object({
  season: seasonName,
  rows: z.array(
    z.object({
      userCode: z.string(),
      owner: z.string(),
      address: z.string(),
      refusedBecause: z.string().nullable(),
    }),
  ),
})
export type AwaitingReviewAnswer = z.infer<typeof awaitingReviewAnswer>

export const useChangeRequest = z.strictObject({ company: companyId, userCode, use: definedWord, paper })
export const moveOutRequest = z.strictObject({
  company: companyId,
  userCode,
  agreedOn: civilDate,
  paper,
  /** An earlier record was wrong. */
  corrects: z.boolean().default(false),
})
