import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Photos } from '../../application/photoPort'
import { writeWhole } from './writeWhole'

/** Our own names only: a name from elsewhere could lead out of the folder. */
const OWN_NAME = /^[0-9A-Z]{26}\.(jpg|png|webp)$/

/** Keeps photos as files of a folder that no route serves. A photo is there whole, or not at all. */
export function photoFolder(folder: string): Photos {
  const placeOf = (name: string): string => {
    if (!OWN_NAME.test(name)) throw new Error('not a name of a photo')
    return path.join(folder, name)
  }
  return {
    async keep(name, bytes) {
      await writeWhole(placeOf(name), bytes)
    },
    read: (name) => readFile(placeOf(name)).catch(() => undefined),
    drop: (name) => rm(placeOf(name), { force: true }),
  }
}
