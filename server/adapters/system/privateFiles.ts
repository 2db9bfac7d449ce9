import { chmodSync, statSync } from 'node:fs'

const OTHERS = 0o077
const STICKY = 0o1000

/**
 * From here on every file that this process makes can be read by its own user only, and every folder entered by him only:
 * the database with its logs, bills, invoices, photos, payout files and what commands write all hold people's data or keys.
 */
export function keepFilesPrivate(): void {
  process.umask(OTHERS)
}

/**
 * Closes a file or folder of an earlier version to other users. One that is not there is left alone, and so is a folder that
 * is everybody's, like /tmp. Gives whether it is closed now: another user's file cannot be.
 */
export function closeToOthers(place: string): boolean {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found || (found.mode & OTHERS) === 0) return true
  if (found.mode & STICKY) return false
  try {
    chmodSync(place, found.mode & 0o700)
    return true
  } catch {
    return false
  }
}
