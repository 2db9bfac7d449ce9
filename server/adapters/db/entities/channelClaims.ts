import type { ChannelClaim, ClaimReturn } from '../../../domain/difference/channelClaim'
import { amount, key, moment, nullable, word } from '../columns'
import type { TableShape } from './table'

/** Claims on channels; what came back is guarded by the amount (M2). */
export const channelClaims: TableShape<ChannelClaim> = {
  name: 'channel_claims',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(32),
    differenceId: word(26),
    about: word(10),
    amountFen: amount,
    returnedFen: amount,
    openedOn: word(10),
    openedAt: moment,
  },
  indices: [['company', 'openedOn'], ['differenceId']],
}

/** What came back of a claim, by which resolution. Insert-only. */
export const channelClaimReturns: TableShape<ClaimReturn> = {
  name: 'channel_claim_returns',
  columns: {
    id: key(word(26)),
    company: word(32),
    claimId: word(26),
    resolutionId: word(26),
    amountFen: amount,
    entryId: nullable(word(26)),
    at: moment,
  },
  uniques: [['resolutionId', 'claimId']],
  indices: [['claimId'], ['entryId']],
}
