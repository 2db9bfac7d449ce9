import type { BillFile } from './billFile'
import type { Run } from './run'

/** How far the reconciliation of one day at one channel is. */
export type BoardState = 'collecting' | 'awaiting' | 'balanced' | 'differences' | 'quarantined' | 'review'

/**
 * Judges a day at a channel by what is known of it: today is not over; a file that was put aside after the last
 * reconciliation blocks the day, and so does a changed re-send that waits for a second person; without a reconciliation
 * the file is awaited; else open differences decide.
 */
export function boardStateOf(known: {
  isOver: boolean
  lastRun: Run | undefined
  lastFile: BillFile | undefined
  open: number
}): BoardState {
  const { isOver, lastRun, lastFile, open } = known
  if (lastFile?.status === 'quarantined' && (!lastRun || lastRun.ranAt < lastFile.receivedAt)) return 'quarantined'
  if (lastFile?.status === 'awaiting') return 'review'
  if (!lastRun) return isOver ? 'awaiting' : 'collecting'
  return open > 0 ? 'differences' : 'balanced'
}
