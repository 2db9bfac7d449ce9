import type { ArrivalPass } from '../settling/arrival'
import type { BillDay } from './billFile'
import type { Difference } from './difference'
import type { ReconciliationResult } from './result'
import type { PassName } from './table'

/** One reconciliation of a day, as it came out; a later one of the same day is a further record. */
export interface Run extends BillDay {
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
export interface WorkItem extends BillDay, Difference {
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
export const resolutionOf = ({ closedBy }: Pick<WorkItem, 'closedBy'>): string | undefined =>
  closedBy?.startsWith(closedByResolution('')) ? closedBy.slice(closedByResolution('').length) : undefined

/** The closing of an item by the other half of its payment, seen in a neighbouring day's file. */
export const closedByCut = (date: string) => `day-cut:${date}`

/** Subjects of a day's differences; those that are alike in everything are numbered. */
export function subjectsOf(
  differences: readonly Pick<Difference, 'kind' | 'rowKind' | 'key' | 'ourFen' | 'theirFen'>[],
): string[] {
  const seen = new Map<string, number>()
  return differences.map(({ kind, rowKind, key, ourFen, theirFen }) => {
    const subject = [kind, rowKind, key, ourFen ?? '-', theirFen ?? '-'].join(':')
    const count = (seen.get(subject) ?? 0) + 1
    seen.set(subject, count)
    return count === 1 ? subject : `${subject}#${count}`
  })
}
