import { access, mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Spool } from '../../application/ports/fileFetches'
import type { Photos } from '../../application/ports/system'
import { writeWhole } from './wholeFile'

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
      await writeWhole(placeOf(company, fileName), [bytes])
    },
    read: (company: string, fileName: string): Promise<Buffer | undefined> =>
      readFile(placeOf(company, fileName)).catch(() => undefined),
    has: (company: string, fileName: string): Promise<boolean> =>
      access(placeOf(company, fileName)).then(
        () => true,
        () => false,
      ),
  }
}

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
      await writeWhole(placeOf(name), [bytes])
    },
    read: (name) => readFile(placeOf(name)).catch(() => undefined),
    drop: (name) => rm(placeOf(name), { force: true }),
  }
}

/** Photos that lie encrypted on the disk, like the personal data in the tables (architecture.md, Decided now). */
export function sealedPhotos(
  photos: Photos,
  sealing: { seal(plain: string): string; open(sealed: string): string },
): Photos {
  return {
    keep: (name, bytes) => photos.keep(name, Buffer.from(sealing.seal(bytes.toString('base64')), 'latin1')),
    async read(name) {
      const sealed = await photos.read(name)
      return sealed && Buffer.from(sealing.open(sealed.toString('latin1')), 'base64')
    },
    drop: (name) => photos.drop(name),
  }
}

/** Files on their way in, each in a folder of its own below the given one, so that its name is its own. */
export function spoolFolder(folder: string): Spool {
  return async (id, name) => {
    const own = path.join(folder, id)
    await mkdir(own, { recursive: true })
    return { path: path.join(own, name), remove: () => rm(own, { recursive: true, force: true }) }
  }
}
