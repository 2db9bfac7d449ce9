import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Spool } from '../../application/files/filePorts'

/** Files on their way in, each in a folder of its own below the given one, so that its name is its own. */
export function spoolFolder(folder: string): Spool {
  return async (id, name) => {
    const own = path.join(folder, id)
    await mkdir(own, { recursive: true })
    return { path: path.join(own, name), remove: () => rm(own, { recursive: true, force: true }) }
  }
}
