import { contentOf, packingOf } from './content'
import { FileFault } from './fileFault'
import { forEachLine, textOf } from './lines'

/** Ends the reading where the line was found. */
class Found extends Error {
  constructor(readonly text: string) {
    super('found')
  }
}

/** The text of one line of a plain or gzipped file; undefined where there is none, in a zip, and where it cannot be decoded. */
export async function lineOf(file: string, line: number): Promise<string | undefined> {
  if ((await packingOf(file)) === 'zip') return undefined
  try {
    await forEachLine(contentOf(file), (read) => {
      if (read.number === line) throw new Found(textOf(read))
    })
  } catch (error) {
    if (error instanceof Found) return error.text
    if (!(error instanceof FileFault)) throw error
  }
  return undefined
}
