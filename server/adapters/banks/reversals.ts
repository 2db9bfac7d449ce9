import type { CounterRow } from '../../domain/reconciliation/counterRow'
import { FileFault } from '../bills/fileFault'
import type { ReadLine } from './readRow'

/**
 * Settles what a file takes back of itself: a payment and the reversal of all of it leave the file together, for no money
 * stayed. A reversal of a part, or of another day's payment, stays as a row of its own. Throws FileFault on a reversal without
 * an amount whose payment is not in the file.
 */
export function settleReversals(lines: readonly ReadLine[]): { rows: CounterRow[]; cancelled: number } {
  const payments = new Map<string, CounterRow[]>()
  for (const { is, row, knownAs } of lines) {
    if (is === 'payment') payments.set(knownAs, [...(payments.get(knownAs) ?? []), row])
  }
  const gone = new Set<CounterRow>()
  for (const { is, row } of lines) {
    if (is !== 'reversal') continue
    const named = payments.get(row.reverses ?? '') ?? []
    const taken = named.find((one) => !gone.has(one) && (row.amountFen === 0 || one.amountFen === row.amountFen))
    if (taken) {
      gone.add(taken)
      gone.add(row)
    } else if (row.amountFen === 0) throw new FileFault('冲正没有金额，原交易也不在本文件', row.line)
  }
  const rows = lines.flatMap(({ is, row }) => (is === 'skipped' || gone.has(row) ? [] : [row]))
  return { rows, cancelled: gone.size / 2 }
}
