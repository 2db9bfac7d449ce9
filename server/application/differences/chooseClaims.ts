import {
  type ChannelClaim,
  type ClaimShare,
  channelsOwing,
  openInAll,
  sharesOf,
} from '../../domain/difference/channelClaim'
import { claimsFor, mayEndClaims } from '../../domain/difference/possible'
import type { WorkItem } from '../../domain/reconciliation/run'
import { type Refusal, refuse } from '../refusal'

/**
 * Which claims end with money that came back, each with how much. Named ones are of one channel; without a name it is the one
 * channel that owes so much. Refused: `resolution-does-not-fit`, `no-such-claim`, `claim-needed`, `claims-too-small`.
 */
export function chooseClaims(
  item: WorkItem,
  open: readonly ChannelClaim[],
  named: readonly string[] | undefined,
): ClaimShare[] | Refusal {
  const amountFen = item.theirFen ?? 0
  if (!mayEndClaims(item)) return refuse('resolution-does-not-fit')
  const fit = claimsFor(item, open)
  const some = named === undefined ? ofTheOneChannel(fit, amountFen) : theNamed(fit, named)
  if ('refused' in some) return some
  if (some.length === 0) return refuse('resolution-does-not-fit')
  return sharesOf(some, amountFen) ?? refuse('claims-too-small', { openFen: openInAll(some), amountFen })
}

function theNamed(fit: readonly ChannelClaim[], named: readonly string[]): readonly ChannelClaim[] | Refusal {
  const some = fit.filter(({ id }) => named.includes(id))
  const channels = new Set(some.map(({ channel }) => channel))
  return some.length < new Set(named).size || channels.size !== 1 ? refuse('no-such-claim') : some
}

function ofTheOneChannel(fit: readonly ChannelClaim[], amountFen: number): readonly ChannelClaim[] | Refusal {
  const owing = channelsOwing(fit, amountFen)
  if (owing.length > 1) return refuse('claim-needed')
  const [only] = owing
  // Where nobody owes so much, the refusal tells what is open.
  return only === undefined ? fit : fit.filter(({ channel }) => channel === only)
}
