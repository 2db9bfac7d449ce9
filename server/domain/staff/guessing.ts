const FREE_TRIES = 3
const LOCKED_AFTER = 10
const LOCKED_MS = 15 * 60_000

/**
 * How long after the n-th failed login nobody may try that login name again, in milliseconds: nothing for the first
 * three, then 1 s, 2 s, 4 s …, and from the tenth on a lock of 15 minutes (faults.md: growing delay and lock).
 */
export function waitAfter(failures: number): number {
  if (failures <= FREE_TRIES) return 0
  if (failures >= LOCKED_AFTER) return LOCKED_MS
  return 1000 * 2 ** (failures - FREE_TRIES - 1)
}
