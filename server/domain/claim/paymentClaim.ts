/** A resident paid for the wrong household and asks that the money be moved; staff decide (M7: by entries, never by edits). */
export interface PaymentClaim {
  id: string
  company: string
  orderNo: string
  paymentId: string
  residentId: string
  fromHouseholdId: string
  toHouseholdId: string
  /** The resident's own words. */
  reason: string
  status: 'asked' | 'granted' | 'refused'
  askedAt: number
  /** Login name of who decided, and what the resident is told. */
  decidedBy: string | null
  decidedAt: number | null
  answer: string | null
}
