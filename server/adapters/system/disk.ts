import { statfs } from 'node:fs/promises'

/** How many megabytes its user may still write where a folder lies; undefined where the system does not say. */
export async function freeMegabytes(folder: string): Promise<number | undefined> {
  const found = await statfs(folder).catch(() => undefined)
  return found && Math.floor((found.bavail * found.bsize) / 1024 ** 2)
}
