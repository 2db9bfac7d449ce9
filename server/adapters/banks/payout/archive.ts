import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import type { PayoutArchive } from '../../../application/bankPort'

/** Keeps payout files below a folder that no route serves, readable by the server's own user alone: they name cards. */
export function payoutFolder(folder: string): PayoutArchive {
  let written = 0
  return {
    async write(company, fileName, bytes) {
      const own = path.join(folder, company)
      await mkdir(own, { recursive: true, mode: 0o700 })
      const place = path.join(own, fileName)
      // A job and a member of staff may write the same batch at once, in this process or in another: each has a part of his own.
      const part = `${place}.${process.pid}-${++written}.part`
      const file = await open(part, 'w', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(part, place)
      return place
    },
  }
}
