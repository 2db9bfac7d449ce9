import { FileFault } from '../bills/fileFault'

/** Adds amounts of a file, in fen. Throws FileFault where the sum is past what can be told exactly. */
export function sumOf(amounts: Iterable<number>): number {
  let total = 0
  for (const amount of amounts) {
    total += amount
    if (!Number.isSafeInteger(total)) throw new FileFault('金额合计过大')
  }
  return total
}
