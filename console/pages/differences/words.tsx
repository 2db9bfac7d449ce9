import type { DifferenceStatus } from '../../../contract/differenceWords'
import { DIFFERENCE_STATUS_NAMES } from '../../../contract/differenceWords'
import { State } from '../../components/values'
import { text } from '../../text'

/** The owner of what nobody has taken yet. */
export const DESK = 'finance-desk'

export const ownerName = (owner: string): string => (owner === DESK ? text.differences.desk : owner)

const TONES = { open: 'open', proposed: 'quiet', closed: 'good' } as const

export function DifferenceState({ status }: { status: DifferenceStatus }) {
  return <State word={DIFFERENCE_STATUS_NAMES[status]} tone={TONES[status]} />
}
