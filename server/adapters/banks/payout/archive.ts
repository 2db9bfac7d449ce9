import path from 'node:path'
import type { PayoutArchive } from '../../../application/bankPort'
import { writeWhole } from '../../files/writeWhole'

/** Keeps payout files below a folder that no route serves, readable by the server's own user alone: they name cards. */
export function payoutFolder(folder: string): PayoutArchive {
  return {
    async write(company, fileName, bytes) {
      const place = path.join(folder, company, fileName)
      // A job and a member of staff may write the same batch at once.
      await writeWhole(place, bytes)
      return place
    },
  }
}
