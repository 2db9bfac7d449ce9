import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createSealing } from '../../server/adapters/system/secrets'

const KEY = Buffer.alloc(32, 7)

/** A key for personal data in tests. */
export const testSealing = createSealing([KEY])

/** Makes it the key of a sandbox on this folder, so that commands and servers open what a story has sealed. */
export function keepTestKey(folder: string): void {
  const secrets = {
    residentTokenSecret: 'a secret of nothing but tests, long enough',
    fieldKey: KEY.toString('base64'),
  }
  writeFileSync(path.join(folder, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 })
}
