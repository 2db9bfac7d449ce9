import { z } from 'zod'
import { companyQuery } from './console'
import { civilDate, companyId, seasonName } from './estimates'

/** The rulebooks' versions at the console: requests and answers below /console/api/rulebooks. */

/** A rulebook is some tens of kilobytes; ten times that is no rulebook. */
const rulebookText = z.string().min(1, '请选择规则文件').max(400_000, '规则文件太大')
const reason = z.string().trim().min(1, '请写明原因').max(200, '最多 200 个字')

export const versionsQuery = z.object({
  ...companyQuery.required().shape,
  version: z.coerce.number().int().positive().optional(),
})
export const rulebookVersionView = z.object({
  sequence: z.int(),
  hash: z.string(),
  effectiveOn: civilDate.nullable(),
  madeBy: z.string(),
  approvedBy: z.string().nullable(),
  approvalId: z.string().nullable(),
  reason: z.string(),
  recordedAt: z.int(),
})
export type RulebookVersionView = z.infer<typeof rulebookVersionView>
export const versionsAnswer = z.object({
  company: companyId,
  inForce: z.int(),
  versions: z.array(rulebookVersionView),
  shown: z.int(),
  text: z.string(),
})
export type VersionsAnswer = z.infer<typeof versionsAnswer>

export const checkRequest = z.strictObject({ text: rulebookText })
export const rulebookDifference = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export const checkAnswer = z.union([
  z.object({
    outcome: z.literal('wrong'),
    faults: z.array(z.object({ line: z.int(), column: z.int().optional(), reason: z.string() })),
  }),
  z.object({
    outcome: z.literal('right'),
    company: companyId,
    hash: z.string(),
    differences: z.array(rulebookDifference),
  }),
])
export type CheckAnswer = z.infer<typeof checkAnswer>

/** Asked again until it is done: the same text and season are worked out once. */
export const previewRequest = z.strictObject({ text: rulebookText, season: seasonName })
const side = z.object({ count: z.int(), amountFen: z.int() })
export const rulebookEffect = z.object({
  season: seasonName,
  households: z.int(),
  unchanged: z.int(),
  more: side,
  less: side,
  newlyBilled: z.int(),
  noLongerBilled: z.int(),
  largest: z.array(
    z.object({
      userCode: z.string(),
      beforeFen: z.int().nullable(),
      afterFen: z.int().nullable(),
      reason: z.string().optional(),
    }),
  ),
})
export const previewAnswer = z.union([
  z.object({ state: z.literal('running'), done: z.int(), total: z.int() }),
  z.object({ state: z.literal('done'), effect: rulebookEffect }),
])
export type PreviewAnswer = z.infer<typeof previewAnswer>

export const versionRequest = z.strictObject({ text: rulebookText, effectiveOn: civilDate, reason })

export const repricingQuery = z.object({
  company: companyId,
  season: seasonName,
  kind: z.enum(['reprice-bills', 'take-back-bills']).default('reprice-bills'),
})
export const repricingEffects = z.object({
  version: z.int().nullable(),
  effects: z.array(
    z.object({
      userCode: z.string(),
      billId: z.string(),
      version: z.int(),
      fromFen: z.int(),
      toFen: z.int(),
      left: z.string().optional(),
    }),
  ),
})
export type RepricingEffects = z.infer<typeof repricingEffects>
export const repricingRequest = z.strictObject({ company: companyId, season: seasonName, reason })
