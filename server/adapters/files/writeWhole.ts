import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import { newSuffix } from '../system/ids'

/**
 * Writes a file that only the server's own user can read, and its folder where there is none. It appears whole or not at all, also
 * after a power cut; where two write the same place at once, in this process or in another, the later one stands.
 */
export async function writeWhole(place: string, bytes: Buffer): Promise<void> {
  await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
  const draft = `${place}.${newSuffix()}.part`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, place)
}
