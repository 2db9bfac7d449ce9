import { statSync } from 'node:fs'
import path from 'node:path'
import { Refused } from './command'

/**
 * A file that a person names on the command line, as an absolute path. Refused when there is none, and when it is a folder or
 * a pipe: a file is read more than once.
 */
export function givenFile(given: string): string {
  const file = path.resolve(given)
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found) throw new Refused(`no such file: ${given}`)
  if (!found.isFile()) throw new Refused(`not a file: ${given === '' ? '(no name)' : given}`)
  return file
}
