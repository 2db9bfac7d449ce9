import { closeSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import { randomHex } from '../random'

/**
 * Takes a path and a maker of its content; gives the content that is there in the end. Of several processes that
 * start at once the first to link its copy wins and the others read the winner's: nobody sees half a file.
 */
export function ensureFile(path: string, make: () => string): string {
  const present = readIfThere(path)
  if (present !== undefined) return present
  const draft = `${path}.${process.pid}.${randomHex(8)}.tmp`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, make())
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
  return readFileSync(path, 'utf8')
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isCode(error: unknown, code: string): boolean {
  // Not instanceof: an error may come from another realm.
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
