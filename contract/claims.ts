import { z } from 'zod'
import { companyId } from './estimates'
import { paperReference } from './papers'

/** A resident paid for the wrong household and asks that the money be moved. */
export const claimRequest = z.strictObject({
  /** The household that he meant. */
  userCode: z.string().trim().min(1).max(32),
  reason: z.string().trim().min(2).max(200),
})

/** A household that a claim is about: masked, unless the resident has proved that he may see it. */
const claimedHousehold = z.object({ userCode: z.string(), owner: z.string(), address: z.string() })

export const claimView = z.object({
  id: z.string(),
  orderNo: z.string(),
  amountFen: z.int(),
  /** The household that was paid for, and the one that was meant. */
  from: claimedHousehold,
  to: claimedHousehold,
  status: z.enum(['asked', 'granted', 'refused']),
  reason: z.string(),
  answer: z.string().nullable(),
  askedAt: z.int(),
  decidedAt: z.int().nullable(),
})
export type ClaimView = z.infer<typeof claimView>
export const claimsAnswer = z.object({ claims: z.array(claimView) })

/** Staff: the card that a refund goes to. `application`: from an application that its holder has signed. */
const refundCardRequest = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('registered') }),
  z.strictObject({
    from: z.literal('application'),
    owner: z.string().trim().min(2).max(64),
    bankCard: z.string().trim().min(12).max(40),
    /** Where the signed application is filed. */
    paper: paperReference,
    /** What the bank told a member of staff of the card; without it the bank is asked over its line. */
    bank: z
      .strictObject({
        bankName: z.string().trim().min(2).max(64),
        routeNo: z
          .string()
          .regex(/^\d{12}$/)
          .nullable(),
        sameBank: z.boolean(),
      })
      .optional(),
  }),
])

/** Staff: a refund of an applied payment; `bank-card` when its channel takes no refunds of it any more. */
export const refundRequest = z.strictObject({
  company: companyId,
  paymentId: z.string().min(1).max(26),
  amountFen: z.int().positive(),
  route: z.enum(['original', 'next-season', 'bank-card']),
  card: refundCardRequest.optional(),
  reason: z.string().trim().min(1).max(80),
})
/**
 * Staff: what becomes of a refund that failed. `payer-card`: the channel gives it to another card of the payer's, whose bank
 * `bankType` names in the channel's word; `own-account`: the channel gives it back to the company.
 */
export const retryRefundRequest = z.strictObject({
  company: companyId,
  route: z.enum(['original', 'next-season', 'bank-card', 'payer-card', 'own-account']),
  card: refundCardRequest.optional(),
  bankType: z
    .string()
    .regex(/^[A-Z]{2,24}_(DEBIT|CREDIT)$/)
    .optional(),
})
export const closeFollowUpRequest = z.strictObject({ company: companyId, note: z.string().trim().min(2).max(200) })
export const closeStrayRefundRequest = z.strictObject({ company: companyId, note: z.string().trim().min(2).max(200) })

/** Staff: a household's registered card is put right; a second person approves it. */
export const bankCardRequest = z.strictObject({
  company: companyId,
  userCode: z.string().trim().min(1).max(32),
  bankCard: z.string().trim().min(12).max(40),
  paper: paperReference,
})

/** Staff: one of the three exits of money in suspense (M7). */
export const suspenseExitRequest = z.strictObject({
  company: companyId,
  exit: z.enum(['apply-to-bill', 'refund-original-route', 'credit-next-season']),
  userCode: z.string().trim().min(1).max(32).optional(),
  /** With `refund-original-route`, where the way it came is closed: the money goes to this card. */
  card: refundCardRequest.optional(),
})
export const companyOnly = z.strictObject({ company: companyId })
export const refuseClaimRequest = z.strictObject({ company: companyId, answer: z.string().trim().min(2).max(200) })

export const closedStrayRefundAnswer = z.object({ id: z.string(), status: z.literal('closed') })
export const closedFollowUpAnswer = z.object({ id: z.string(), status: z.literal('closed') })
export const refusedClaimAnswer = z.object({ status: z.literal('refused') })

/** Staff: what waits for a person about money that goes back. Amounts in fen, times in epoch milliseconds. */
export const refundWorkAnswer = z.object({
  /** Residents who paid for the wrong household, and wait for an answer. */
  claims: z.array(
    z.object({
      id: z.string(),
      orderNo: z.string(),
      amountFen: z.int(),
      fromUserCode: z.string().nullable(),
      toUserCode: z.string().nullable(),
      reason: z.string(),
      askedAt: z.int(),
      /** The proposal to move the money that waits for a second person. */
      approvalId: z.string().nullable(),
    }),
  ),
  failedRefunds: z.array(
    z.object({
      refundNo: z.string(),
      source: z.string(),
      orderNo: z.string().nullable(),
      amountFen: z.int(),
      route: z.enum(['original', 'next-season', 'bank-card', 'payer-card', 'own-account']),
      requestedAt: z.int(),
      owner: z.string().nullable(),
      /** Why it failed, in Chinese; null where the channel did not say. */
      refusedBecause: z.string().nullable(),
    }),
  ),
  /** What has to be looked at of payments and refunds that are booked. */
  followUps: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      kindName: z.string(),
      subject: z.string(),
      orderNo: z.string().nullable(),
      amountFen: z.int(),
      /** What the channel said, in its own words. */
      told: z.string(),
      openedAt: z.int(),
      owner: z.string(),
    }),
  ),
  /** Refunds that were made in a channel's own console. */
  strayRefunds: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      reasonName: z.string(),
      refundNo: z.string().nullable(),
      orderNo: z.string().nullable(),
      transactionId: z.string().nullable(),
      amountFen: z.int(),
      toldAt: z.int(),
      owner: z.string(),
    }),
  ),
  /** Cards that wait for the next payout batch; `bankCard` is masked. */
  waitingCards: z.array(
    z.object({
      refundNo: z.string(),
      amountFen: z.int(),
      owner: z.string(),
      bankCard: z.string(),
      recordedAt: z.int(),
    }),
  ),
})
export type RefundWorkAnswer = z.infer<typeof refundWorkAnswer>
