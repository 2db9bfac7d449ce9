import { addDays, type CivilDate } from '../calendar/civilDate'
import type { Difference } from './difference'
import { subjectsOf, type WorkItem } from './run'

/** Days until what the day's cut has carried over must have found its other half. */
const DAYS_TO_CLOSE = 2

const OVERDUE = 'overdue:'
/** The closing of a carried-over item whose other half has not come by T+2; a difference of its own takes its place. */
export const closedByOverdue = (date: CivilDate) => `${OVERDUE}${date}`

/** The last day whose carried-over items are overdue once this one is reconciled. */
export const overdueUntil = (reconciled: CivilDate): CivilDate => addDays(reconciled, -DAYS_TO_CLOSE)

type Carried = Pick<Difference, 'kind' | 'ourFen' | 'reason'>

/** What was carried over as what it has turned out to be: one side has it, and nobody else. */
function alone<D extends Carried>(carried: D): D {
  const kind = carried.ourFen === null ? ('channel-only' as const) : ('ours-only' as const)
  return { ...carried, kind, reason: `${carried.reason}；过了 T+${DAYS_TO_CLOSE} 仍未了结` }
}

/** A day's differences, told again: those that were carried over and are overdue stay what they have become. */
export function stillOverdue(differences: readonly Difference[], items: readonly WorkItem[]): Difference[] {
  const subjects = subjectsOf(differences)
  const overdue = new Set(items.filter(({ closedBy }) => closedBy?.startsWith(OVERDUE)).map(({ subject }) => subject))
  return differences.map((difference, index) => (overdue.has(subjects[index] ?? '') ? alone(difference) : difference))
}

/** The item that takes an overdue one's place; its id and when it was opened are the caller's. */
export function overdueItem(item: WorkItem): WorkItem {
  const become = alone(item)
  return { ...become, subject: subjectsOf([become])[0] ?? item.subject, status: 'open', closedAt: null, closedBy: null }
}
