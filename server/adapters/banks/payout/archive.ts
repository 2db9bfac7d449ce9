import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import type { PayoutArchive } from '../../../application/bankPort'

/** Keeps payout files below a folder that no route serves, readable by the server's own user alone: they name cards. */
export function payoutFolder(folder: string): PayoutArchive {
  return {
    async write(company, fileName, bytes) {
      const own = path.join(folder, company)
      await mkdir(own, { recursive: true, mode: 0o700 })
      const place = path.join(own, fileName)
      const file = await open(`${place}.part`, 'w', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(`${place}.part`, place)
      return place
    },
  }
}
