import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from './writeWhole'

const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/**
 * Keeps files as `<folder>/<company>/<name>`, outside the web root. A file appears whole or not at all; a name that could
 * lead elsewhere is thrown out. `read` gives undefined where there is none.
 */
export function companyFolder(folder: string) {
  function placeOf(company: string, fileName: string): string {
    if (!SAFE.test(company) || !SAFE.test(fileName)) throw new Error('not a name for a kept file')
    return path.join(folder, company, fileName)
  }
  return {
    async write(company: string, fileName: string, bytes: Buffer): Promise<void> {
      await writeWhole(placeOf(company, fileName), bytes)
    },
    read: (company: string, fileName: string): Promise<Buffer | undefined> =>
      readFile(placeOf(company, fileName)).catch(() => undefined),
  }
}
