import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeWhole } from './wholeFile'

interface FileSealing {
  seal(plain: string): string
  open(sealed: string): string
}

/** The files of a folder, each as `sealedPhotos` keeps it; none where there is no folder. */
async function sealedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => /^[0-9A-Z]{26}\.(jpg|png|webp)$/.test(name)).map((name) => path.join(folder, name))
}

const idOf = (sealed: string) => sealed.slice(0, 8)

/** How many files of a folder each key has sealed, by its id. */
export async function fileKeysInUse(folder: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const file of await sealedFiles(folder)) {
    const id = idOf((await readFile(file)).subarray(0, 8).toString('latin1'))
    found[id] = (found[id] ?? 0) + 1
  }
  return found
}

/** Seals the photos of a folder again with the newest key; each file is whole at every moment. Gives how many there were. */
export async function resealFiles(folder: string, sealing: FileSealing): Promise<number> {
  const newest = idOf(sealing.seal(''))
  let files = 0
  for (const file of await sealedFiles(folder)) {
    const sealed = (await readFile(file)).toString('latin1')
    if (idOf(sealed) === newest) continue
    await writeWhole(file, [Buffer.from(sealing.seal(sealing.open(sealed)), 'latin1')])
    files += 1
  }
  return files
}
