import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { request } from 'undici'
import type { BankFileSource } from '../../application/ports/channelFiles'

const MAX_BYTES = 64 * 1024 * 1024
const PATIENCE_MS = 30_000

/** Fetches the partner bank's files from the sandbox, which plays it (contract.md, Sandbox); `url` is the sandbox's own. */
export function sandboxBankFiles(url: string): BankFileSource {
  return async ({ bank, company, date, folder }) => {
    const query = new URLSearchParams({ bank, company, date })
    try {
      const answer = await request(`${url}/sandbox/api/bank/files?${query}`, {
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      if (answer.statusCode === 404) {
        await answer.body.dump()
        return { outcome: 'not-ready' }
      }
      const bytes = Buffer.from(await answer.body.arrayBuffer())
      if (answer.statusCode !== 200 || bytes.length > MAX_BYTES) {
        return { outcome: 'unknown', code: `HTTP_${answer.statusCode}`, message: '' }
      }
      await mkdir(folder, { recursive: true })
      const path = join(folder, `${bank}-${date}.txt`)
      await writeFile(path, bytes)
      return { outcome: 'downloaded', path }
    } catch (error) {
      return { outcome: 'unknown', code: 'NETWORK', message: error instanceof Error ? error.name : 'unknown' }
    }
  }
}
