import type { ClaimAbout } from '../../../../contract/differenceWords'
import type { ExecutorPorts } from '../../approvals/approvals'
import type { Store } from '../../ports/database'
import type { ResolutionContext } from './resolution'

/** Keeps what a channel owes us from now on, until it has come back; its entry is the caller's. Fen. */
export async function openClaim(
  store: Pick<Store, 'channelClaims'>,
  { item, resolutionId }: Pick<ResolutionContext, 'item' | 'resolutionId'>,
  { about, amountFen }: { about: ClaimAbout; amountFen: number },
  { clock }: Pick<ExecutorPorts, 'clock'>,
): Promise<void> {
  const { company, channel, id: differenceId } = item
  await store.channelClaims.insert({
    ...{ id: resolutionId, company, channel, differenceId, about, amountFen, returnedFen: 0 },
    openedOn: clock.today(),
    openedAt: clock.now(),
  })
}
