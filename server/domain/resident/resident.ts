import type { Channel } from '../../../contract/words'

/** A person as a platform names him to one company's app. */
export interface Resident {
  id: string
  company: string
  platform: Channel
  payerKind: 'openid' | 'open_id' | 'user_id'
  payerValue: string
  createdAt: number
}

/** A household on a resident's list. `verifiedAt` is set once he proved that it is his to see (domain.md 6, ui.md). */
export interface Binding {
  id: string
  company: string
  residentId: string
  householdId: string
  relation: 'own' | 'family'
  verifiedAt: number | null
  createdAt: number
  /** Set when he took it off his list; the row stays. */
  endedAt: number | null
}
