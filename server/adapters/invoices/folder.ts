import { mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { InvoiceFiles } from '../../application/invoicePort'
import { newSuffix } from '../system/ids'

const SAFE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** Keeps invoices below a folder, outside the web root: DATA_DIR/invoices/<company>/<number>.pdf. A file appears whole or not at all. */
export function invoiceFolder(folder: string): InvoiceFiles {
  function placeOf(company: string, fileName: string): string {
    if (!SAFE.test(company) || !SAFE.test(fileName)) throw new Error('not a name for an invoice’s file')
    return path.join(folder, company, fileName)
  }
  return {
    async write(company, fileName, bytes) {
      const place = placeOf(company, fileName)
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      const draft = `${place}.${newSuffix()}.tmp`
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, place)
    },
    read: (company, fileName) => readFile(placeOf(company, fileName)).catch(() => undefined),
  }
}
