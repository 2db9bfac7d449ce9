import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs'
import { randomHex } from './random'

/** Writes a text beside its place, readable by the sandbox's own user alone; gives the draft's path once it is on the disk. */
function writeDraft(place: string, text: string): string {
  const draft = `${place}.${process.pid}.${randomHex(8)}.tmp`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return draft
}

/** Puts a text in the place of what was there: another process may read at any moment and never sees half of it. */
export function replaceFile(place: string, text: string): void {
  renameSync(writeDraft(place, text), place)
}

/**
 * Takes a path and a maker of its content; gives the content that is there in the end. Of several processes that
 * start at once the first to link its copy wins and the others read the winner's: nobody sees half a file.
 */
export function ensureFile(place: string, make: () => string): string {
  const present = readIfThere(place)
  if (present !== undefined) return present
  const draft = writeDraft(place, make())
  try {
    linkSync(draft, place)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  return readFileSync(place, 'utf8')
}

function readIfThere(place: string): string | undefined {
  try {
    return readFileSync(place, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  // Not instanceof: an error may come from another realm.
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
