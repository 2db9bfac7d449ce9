import type { DifferenceEvent } from '../../../contract/consoleDifferences'
import { DIFFERENCE_ACT_NAMES, type DifferenceAct } from '../../../contract/differenceWords'
import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import type { WorkItem } from '../../domain/reconciliation/run'
import type { Store } from '../ports'

type Told = Omit<DifferenceEvent, 'actName'>

const ORDER: readonly DifferenceAct[] = ['opened', 'assigned', 'proposed', 'rejected', 'resolved', 'reopened']

/** What happened to a difference, oldest first: found, taken, proposed, decided, opened again, each with who and when. */
export async function historyOf(store: Store, item: WorkItem): Promise<DifferenceEvent[]> {
  const told: Told[] = [
    { at: item.openedAt, who: AUDIT_SYSTEM, act: 'opened', note: item.reason, approvalId: null },
    ...(await store.differences.eventsOf(item.id)).map(({ at, who, act, note, approvalId }) => ({
      at,
      who,
      act,
      note,
      approvalId,
    })),
  ]
  for (const approval of await store.differences.proposalsOf(item.id)) {
    const { id: approvalId, madeAt, makerName, summary, status, checkerName, decidedAt, comment } = approval
    told.push({ at: madeAt, who: makerName, act: 'proposed', note: summary, approvalId })
    if (status === 'rejected' && decidedAt !== null) {
      told.push({ at: decidedAt, who: checkerName ?? AUDIT_SYSTEM, act: 'rejected', note: comment, approvalId })
    }
  }
  const rank = ({ act }: Told) => ORDER.indexOf(act)
  told.sort((one, other) => one.at - other.at || rank(one) - rank(other))
  return told.map((event) => ({ ...event, actName: DIFFERENCE_ACT_NAMES[event.act] }))
}
