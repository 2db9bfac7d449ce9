import type { ArrivalPass } from '../bankMatching/transit'
import { addDays, type CivilDate } from '../calendar/civilDate'
import type { ChannelFileDay } from './channelFile'
import type { PassName } from './matchingTable'
import type { Mismatch } from './mismatch'

/** What a reconciliation answers (contract.md, Reconciliation from the command line). */
export interface ReconciliationResult {
  /** Rows that agree in everything. */
  matched: number
  differences: Mismatch[]
  /** Payments less refunds of our books that belong in the day's file, in fen. */
  ourTotalFen: number
  /** Payments less refunds of the file's rows, in fen. */
  theirTotalFen: number
  status: 'balanced' | 'differences' | 'quarantined'
  /** Why it was put aside, or what else is to be known of the file; null when nothing is. */
  reason: string | null
}

/** A file that contradicts itself, or is not what it should be: nothing of it was used. */
export function quarantined(reason: string): ReconciliationResult {
  return { matched: 0, differences: [], ourTotalFen: 0, theirTotalFen: 0, status: 'quarantined', reason }
}

/** One reconciliation of a day, as it came out; a later one of the same day is a further record. */
export interface Run extends ChannelFileDay {
  id: string
  /** Null when the channel had nothing for the day. */
  fileId: string | null
  matched: number
  /** How many pairs each pass has made. */
  passes: Partial<Record<PassName | ArrivalPass, number>>
  ourTotalFen: number
  theirTotalFen: number
  status: Exclude<ReconciliationResult['status'], 'quarantined'>
  reason: string | null
  ranAt: number
}

/** A difference as work to be done: it has an owner, and stays until it is closed. */
export interface Difference extends ChannelFileDay, Mismatch {
  id: string
  /** The file that showed it; null when the channel had none. */
  fileId: string | null
  /** Tells a difference from all others of its day, so that a further run finds it again. */
  subject: string
  /** The desk that answers for it until a person takes it. */
  owner: string
  status: 'open' | 'closed'
  openedAt: number
  closedAt: number | null
  /**
   * What closed it: `gone` (a further run does not show it), `day-cut:<date>` (that day had the other half), or
   * `resolution:<id>` (two people have resolved it).
   */
  closedBy: string | null
}

/** What closed an item that a further run of its day does not show any more. */
export const GONE = 'gone'

/** The closing of an item by a resolution. */
export const closedByResolution = (id: string) => `resolution:${id}`

/** The resolution that closed an item; undefined when something else did. */
export const resolutionOf = ({ closedBy }: Pick<Difference, 'closedBy'>): string | undefined =>
  closedBy?.startsWith(closedByResolution('')) ? closedBy.slice(closedByResolution('').length) : undefined

/** The closing of an item by the other half of its payment, seen in a neighbouring day's file. */
export const closedByCut = (date: string) => `day-cut:${date}`

/** Whose a payment was and is: each correction of a bank's is a difference of its own. */
const payersIn = ({ kind, seen }: Pick<Mismatch, 'kind' | 'seen'>): string[] =>
  kind === 'payer' ? [seen?.ours?.payerCode ?? '-', seen?.theirs?.userCode ?? '-'] : []

/** Subjects of a day's differences; those that are alike in everything are numbered. */
export function subjectsOf(
  differences: readonly Pick<Mismatch, 'kind' | 'rowKind' | 'key' | 'ourFen' | 'theirFen' | 'seen'>[],
): string[] {
  const counts = new Map<string, number>()
  return differences.map((difference) => {
    const { kind, rowKind, key, ourFen, theirFen } = difference
    const subject = [kind, rowKind, key, ourFen ?? '-', theirFen ?? '-', ...payersIn(difference)].join(':')
    const count = (counts.get(subject) ?? 0) + 1
    counts.set(subject, count)
    return count === 1 ? subject : `${subject}#${count}`
  })
}

/** Days until what the day's cut has carried over must have found its other half. */
const DAYS_TO_CLOSE = 2

const OVERDUE = 'overdue:'

/** The closing of a carried-over item whose other half has not come by T+2; a difference of its own takes its place. */
export const closedByOverdue = (date: CivilDate) => `${OVERDUE}${date}`

/** The last day whose carried-over items are overdue once this one is reconciled. */
export const overdueUntil = (reconciled: CivilDate): CivilDate => addDays(reconciled, -DAYS_TO_CLOSE)

type Carried = Pick<Mismatch, 'kind' | 'ourFen' | 'reason'>

/** What was carried over as what it has turned out to be: one side has it, and nobody else. */
function alone<D extends Carried>(carried: D): D {
  const kind = carried.ourFen === null ? ('channel-only' as const) : ('ours-only' as const)
  return { ...carried, kind, reason: `${carried.reason}；过了 T+${DAYS_TO_CLOSE} 仍未了结` }
}

/** A day's differences, told again: those that were carried over and are overdue stay what they have become. */
export function stillOverdue(differences: readonly Mismatch[], items: readonly Difference[]): Mismatch[] {
  const subjects = subjectsOf(differences)
  const overdue = new Set(items.filter(({ closedBy }) => closedBy?.startsWith(OVERDUE)).map(({ subject }) => subject))
  return differences.map((difference, index) => (overdue.has(subjects[index] ?? '') ? alone(difference) : difference))
}

/** The item that takes an overdue one's place; its id and when it was opened are the caller's. */
export function overdueItem(item: Difference): Difference {
  const become = alone(item)
  return { ...become, subject: subjectsOf([become])[0] ?? item.subject, status: 'open', closedAt: null, closedBy: null }
}
