import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Refused } from './command'

/** A file that is about to be written: its place is taken before the work, so that nothing is recorded that cannot be written. */
export interface OutFile {
  /** Puts the bytes there, whole, in place of what was there before. */
  write(bytes: Uint8Array): void
  /** Leaves no trace when nothing was written; safe after `write`. */
  drop(): void
}

/** `--out` as a file that can be written; refused when its folder is not there or may not be written to, or it is a folder. */
export function outFile(given: string): OutFile {
  const file = path.resolve(given)
  if (given === '' || statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Refused(`not a file: ${given === '' ? '(no name)' : given}`)
  }
  const part = `${file}.${process.pid}.part`
  try {
    closeSync(openSync(part, 'wx'))
  } catch (error) {
    throw new Refused(`cannot write ${given}: ${error instanceof Error ? error.message : String(error)}`)
  }
  return {
    write(bytes) {
      writeFileSync(part, bytes)
      renameSync(part, file)
    },
    drop: () => rmSync(part, { force: true }),
  }
}
