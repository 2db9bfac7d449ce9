import type { Refund } from '../../domain/payment/refund'
import { type Clock, Outrun, type Store } from '../ports'
import { type Refusal, refuse } from '../refusal'
import type { CardPayload } from './cardGiven'

/**
 * Keeps the card of an approved refund, in the caller's transaction; sendOff lets it into the next payout batch, and where
 * the channel pays it, the channel is called. Refused with `card-needed` when the proposal names none.
 */
export async function writeCard(
  store: Store,
  refund: Refund,
  card: CardPayload | undefined,
  clock: Clock,
): Promise<'done' | Refusal> {
  if (!card) return refuse('card-needed')
  const kept = await store.refundCards.insert({
    refundNo: refund.refundNo,
    company: refund.company,
    paidBy: refund.route === 'bank-card' ? 'payout' : 'channel',
    amountFen: refund.amountFen,
    owner: card.owner,
    bankCard: card.bankCard,
    paper: card.paper,
    bankType: card.bankType,
    cardCheck: card.check,
    status: 'held',
    recordedAt: clock.now(),
    batchId: null,
    serial: null,
    bankSerial: null,
    failCode: null,
    failReason: null,
    paidOn: null,
    returnedOn: null,
  })
  if (kept === 'duplicate') throw new Outrun(`card of refund ${refund.refundNo}`)
  return 'done'
}
