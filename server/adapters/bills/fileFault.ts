import type { Quarantined } from '../../application/billPort'

/**
 * What makes a bill file unusable. Thrown within the rooms that read files only; `readFile` turns it into a value before
 * anybody else sees it.
 */
export class FileFault extends Error {
  constructor(
    readonly reason: string,
    readonly line?: number,
  ) {
    super(line === undefined ? reason : `第 ${line} 行：${reason}`)
  }
}

/** Gives what the work gives, or the sentence of its fault. */
export async function orFault<T>(work: () => Promise<T>): Promise<T | Quarantined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FileFault) return { outcome: 'quarantined', reason: error.message, line: error.line }
    throw error
  }
}
