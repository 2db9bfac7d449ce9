/** An e-invoice asked for after a payment; issued by a provider room, later, as a job (M9). */
export interface Invoice {
  id: string
  company: string
  residentId: string
  orderNo: string
  householdId: string
  titleKind: 'personal' | 'company'
  /** Sealed at rest: a personal title is a person's name. */
  titleName: string
  taxNumber: string | null
  amountFen: number
  state: 'asked' | 'issued' | 'failed'
  number: string | null
  /** File name below the invoices folder. */
  fileName: string | null
  reason: string | null
  askedAt: number
  issuedAt: number | null
}
