import type { Channel } from '../../../contract/channelWords'

/** How a platform names a person; Alipay apps have open ids or user ids, never both (formats.md 3.4). */
export type PayerKind = 'openid' | 'open_id' | 'user_id'

/** What a new app's code exchange names people by (formats.md 3.4, 4.1). */
export const NEW_PAYER_KIND: Readonly<Record<Channel, PayerKind>> = { wechat: 'openid', alipay: 'open_id' }

/** A person as a platform names him to one company's app. */
export interface Resident {
  id: string
  company: string
  platform: Channel
  payerKind: PayerKind
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

/** Whether a resident proved that a household is his, and has it on his list still. */
export function hasProved(binding: Binding | undefined): boolean {
  return binding !== undefined && binding.endedAt === null && binding.verifiedAt !== null
}
