import type { ChannelEvent } from '../ports/channels'

/**
 * What an event is about: with the channel's own id of it the key that tells a retry from another event (M3). Channels may
 * use one id for two payments, or none; what decides about money is never dropped for an id's sake. At most 100 characters.
 */
export function eventSubject({ what }: Pick<ChannelEvent, 'what'>): string {
  switch (what.kind) {
    case 'payment':
      return what.payment.transactionId
    case 'refund':
      return `${what.refundNo} ${what.state} ${what.refundedFen}`
    case 'closed':
      return what.orderNo
    case 'nothing':
      return ''
  }
}
