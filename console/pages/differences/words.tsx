import type { ChannelClaimRow } from '../../../contract/consoleDifferences'
import type { DifferenceStatus } from '../../../contract/differenceWords'
import { DIFFERENCE_STATUS_NAMES } from '../../../contract/differenceWords'
import { formatYuan } from '../../../contract/money'
import { State } from '../../components/values'
import { text } from '../../text'

/** The owner of what nobody has taken yet. */
export const DESK = 'finance-desk'

export const ownerName = (owner: string): string => (owner === DESK ? text.differences.desk : owner)

const TONES = { open: 'open', proposed: 'quiet', closed: 'good' } as const

export function DifferenceState({ status }: { status: DifferenceStatus }) {
  return <State word={DIFFERENCE_STATUS_NAMES[status]} tone={TONES[status]} />
}

const CLAIM_TONES = { open: 'open', partly: 'open', ended: 'good' } as const

/** How far a claim on a channel has come; one that has come back in part says how much. */
export function ClaimState({
  claim,
}: {
  claim: Pick<ChannelClaimRow, 'status' | 'statusName' | 'returnedFen' | 'openFen'>
}) {
  const { status, statusName, returnedFen, openFen } = claim
  return (
    <>
      <State word={statusName} tone={CLAIM_TONES[status]} />
      {status === 'partly' && text.channelClaims.partly(formatYuan(returnedFen), formatYuan(openFen))}
    </>
  )
}
