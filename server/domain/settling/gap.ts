import { yuanText } from '../../../contract/money'
import type { Difference } from '../reconciliation/difference'
import { baseNumber, isTold, type Transit } from './transit'

/** What of one number of a party's is known to have been sent, in fen. */
export function sentUnder(reference: string, sent: readonly Pick<Transit, 'reference' | 'amountFen'>[]): number {
  return sent
    .filter((transit) => isTold(transit) && baseNumber(transit.reference) === reference)
    .reduce((sum, { amountFen }) => sum + amountFen, 0)
}

/**
 * What a changed file says was sent to us on its day, against what has arrived of it by the file before: the money is booked and
 * stays so, and what lies between is a difference for the desk (faults.md, Files: difference shown). `stated` is the file in
 * force by the party's numbers, in fen; `sent` are all transits of the party's day.
 */
export function gapsAfterArrival(
  stated: ReadonlyMap<string, number>,
  sent: readonly Pick<Transit, 'reference' | 'amountFen' | 'arrivalId'>[],
): Difference[] {
  const told = sent.filter(isTold)
  const arrived = new Set(
    told.filter(({ arrivalId }) => arrivalId !== null).map(({ reference }) => baseNumber(reference)),
  )
  return [...arrived].sort().flatMap((reference): Difference[] => {
    const ourFen = sentUnder(reference, told)
    const theirFen = stated.get(reference) ?? 0
    if (ourFen === theirFen) return []
    const reason = `改用的文件应结 ${yuanText(theirFen)} 元，按原文件已到账或在途 ${yuanText(ourFen)} 元`
    const seen = { ours: null, theirs: null }
    const about = { rowKind: 'payment' as const, key: reference, orderNo: null, channelNo: reference, seen }
    return [{ kind: 'amount', ...about, ourFen, theirFen, reason }]
  })
}
