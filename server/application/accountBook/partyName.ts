import type { TransitParty } from '../../domain/bankMatching/transit'
import type { SourceName } from '../../domain/payment/payment'

/** Who sends or receives what is on its way, as people call it. */
export const partyNameOf = (sourceName: SourceName, party: TransitParty): string =>
  party === 'payout' ? '代发退费' : sourceName(party)
