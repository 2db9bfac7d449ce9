import type { Channel } from '../../contract/channelWords'
import type { ChannelRefusal, Payer } from './channelPort'

/** A payment whose fulfilment is reported: heat is no parcel, so it counts as delivered by itself (formats.md 4.1). */
export interface ShippingReport {
  transactionId: string
  payer: Payer
  /** What was sold, e.g. 2026-2027采暖季采暖费; cut to 120 characters. */
  item: string
}

/** `reported` also when it was reported before. */
export type ShippingOutcome = { outcome: 'reported' } | ChannelRefusal

export interface ShippingReporter {
  reportShipping(report: ShippingReport): Promise<ShippingOutcome>
}

/** Finds the reporter of a company at a channel; undefined where its platform wants no such reports. */
export interface ShippingDirectory {
  shipping(company: string, channel: Channel): ShippingReporter | undefined
}
