import type { SourceName } from '../../domain/payment/payment'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { ChannelDirectory } from '../ports/channels'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { createAskTruth } from './askTruth'
import { createListChannelClaims } from './channelClaims'
import { createShowDifference } from './detail'
import { createListDifferences } from './list'
import { createProposeResolution } from './propose'
import { createProposeSheet } from './proposeSheet'
import { createRecheckApproved, createTakeDifference } from './take'

/** The finance desk's work on differences. */
export function createDifferences(given: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  channels: ChannelDirectory
  sourceName: SourceName
}) {
  const ports = { ...given, askTruth: createAskTruth(given) }
  const propose = createProposeResolution(ports)
  return {
    list: createListDifferences(ports),
    show: createShowDifference(ports),
    /** What is claimed from channels. */
    claims: createListChannelClaims(ports),
    ...createTakeDifference(ports),
    propose,
    proposeSheet: createProposeSheet({ ...ports, propose }),
    /** Looks again before one is resolved; for createApprovals. */
    recheckApproved: createRecheckApproved(ports),
  }
}
export type Differences = ReturnType<typeof createDifferences>
