import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'

const AT_ONCE = 200

/** Throws files of a folder away that were written before a moment (epoch milliseconds), a bounded number at once; gives how many. */
export async function dropOldFiles(folder: string, before: number): Promise<number> {
  const names = await readdir(folder).catch(() => [])
  let dropped = 0
  for (const name of names) {
    if (dropped >= AT_ONCE) break
    const file = path.join(folder, name)
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile() || found.mtimeMs >= before) continue
    await rm(file, { force: true })
    dropped += 1
  }
  return dropped
}
