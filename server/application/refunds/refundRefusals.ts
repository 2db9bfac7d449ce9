/** Why a refund's route was refused; adapters/http/refundProblems.ts has the sentence for each. */
export const REFUND_REFUSALS = ['card-needed', 'card-refused', 'route-not-open', 'refund-under-way'] as const
