import { z } from 'zod'
import { companyId } from './estimates'

/** A resident paid for the wrong household and asks that the money be moved. */
export const claimRequest = z.strictObject({
  /** The household that he meant. */
  userCode: z.string().trim().min(1).max(32),
  reason: z.string().trim().min(2).max(200),
})

export const claimView = z.object({
  id: z.string(),
  orderNo: z.string(),
  status: z.enum(['asked', 'granted', 'refused']),
  reason: z.string(),
  answer: z.string().nullable(),
  askedAt: z.int(),
  decidedAt: z.int().nullable(),
})
export type ClaimView = z.infer<typeof claimView>
export const claimsAnswer = z.object({ claims: z.array(claimView) })

/** Staff: a refund of an applied payment. */
export const refundRequest = z.strictObject({
  company: companyId,
  paymentId: z.string().min(1).max(26),
  amountFen: z.int().positive(),
  route: z.enum(['original', 'next-season']),
  reason: z.string().trim().min(1).max(80),
})
export const retryRefundRequest = z.strictObject({ company: companyId, route: z.enum(['original', 'next-season']) })

/** Staff: one of the three exits of money in suspense (M7). */
export const suspenseExitRequest = z.strictObject({
  company: companyId,
  exit: z.enum(['apply-to-bill', 'refund-original-route', 'credit-next-season']),
  userCode: z.string().trim().min(1).max(32).optional(),
})
export const companyOnly = z.strictObject({ company: companyId })
export const refuseClaimRequest = z.strictObject({ company: companyId, answer: z.string().trim().min(2).max(200) })
