import { z } from 'zod'
import { RESOLUTIONS } from '../../../contract/differenceWords'
import type { ChannelTruth } from '../../domain/difference/resolution'

const truth: z.ZodType<ChannelTruth> = z.discriminatedUnion('says', [
  z.object({
    says: z.literal('paid'),
    userCode: z.string().optional(),
    orderNo: z.string(),
    transactionId: z.string(),
    amountFen: z.int().positive(),
    paidAt: z.int(),
  }),
  z.object({
    says: z.literal('refunded'),
    refundNo: z.string(),
    channelRefundId: z.string().nullable(),
    amountFen: z.int().positive(),
    doneAt: z.int(),
  }),
  z.object({
    says: z.literal('file-row'),
    transactionId: z.string(),
    userCode: z.string().nullable(),
    amountFen: z.int().positive(),
    paidOn: z.string(),
  }),
  z.object({ says: z.literal('not-refunded') }),
  z.object({ says: z.literal('not-paid') }),
])

/** What a proposed resolution would do, sealed by its hash: its executor reads nothing else. */
export const resolutionPayload = z.object({
  differenceId: z.string(),
  resolution: z.enum(RESOLUTIONS),
  reason: z.string(),
  /** The household that `apply` pays for. */
  householdId: z.string().nullable(),
  /** Both sides as the maker saw them, in fen. */
  ourFen: z.int().nullable(),
  theirFen: z.int().nullable(),
  /** Which claims `claim-returned` ends, and with how much of each. */
  claims: z
    .array(z.object({ claimId: z.string(), amountFen: z.int().positive() }))
    .nullable()
    .default(null),
  /** Whose bills `split-deposit` pays, and with how much of the money. */
  shares: z
    .array(z.object({ householdId: z.string(), amountFen: z.int().positive() }))
    .nullable()
    .default(null),
  /** How the bank confirmed what `book-second` books. */
  evidence: z.string().nullable().default(null),
  /** When `await-arrival` and `ask-bank` remind the desk. */
  remindOn: z.string().nullable().default(null),
  /** What the channel said; null where nobody had to ask. */
  truth: truth.nullable(),
})
export type ResolutionPayload = z.output<typeof resolutionPayload>
