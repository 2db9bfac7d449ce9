import type { Difference } from '../../domain/reconciliation/difference'
import { judgePair } from '../../domain/reconciliation/judge'
import { createAccountFees, type NamedFee, netFeeOf } from '../../domain/settling/accountFees'
import type { AccountMovement } from '../../domain/settling/movement'
import type { BooksAtHand } from '../matchBooks'

/** Gathers what a fund-flow bill tells beside payments and refunds, while it is read and matched. */
export interface AccountReading {
  move(movement: AccountMovement): void
  /** Judges a pair as always, but takes a line that is short by a plausible fee for a net one. */
  judge: typeof judgePair
  readonly movements: readonly AccountMovement[]
  /** By how much net lines are short of what was paid, refunds' the other way round: what makes them gross again. */
  readonly netFen: number
  /** What is to be looked at besides payments and refunds: fees that differ from the trade bill's, and unknown movements. */
  differences(books: Pick<BooksAtHand, 'isTaken'>, named: readonly NamedFee[]): Difference[]
}

/** An empty reading, to be fed while a fund-flow bill is read and matched with our payments and refunds. */
export function createAccountReading(): AccountReading {
  const movements: AccountMovement[] = []
  const fees = createAccountFees()
  const paired = new Set<string>()
  let netFen = 0
  return {
    move(movement) {
      const { kind, businessNo, fen, line } = movement
      if (kind === 'fee') fees.add(businessNo, 0 - fen, line)
      // Fees are a line for each payment: all of a day's are not kept.
      else movements.push(movement)
    },
    judge(pair, date) {
      const { ours, theirs } = pair
      if (theirs.channelNo !== null) paired.add(theirs.channelNo)
      const difference = judgePair(pair, date)
      const fee = difference?.kind === 'amount' ? netFeeOf(ours, theirs) : undefined
      if (fee === undefined) return difference
      fees.add(theirs.channelNo ?? '', fee, theirs.line)
      netFen += fee
      return judgePair({ ...pair, theirs: { ...theirs, amountFen: ours.amountFen } }, date)
    },
    movements,
    get netFen() {
      return netFen
    },
    differences(books, named) {
      const isShown = ({ rowKind, key, channelNo }: NamedFee) => books.isTaken(rowKind, key) || paired.has(channelNo)
      const unknown = movements.filter(({ kind }) => kind === 'other').map(unknownMovement)
      return [...(named.length > 0 ? fees.differences(named, isShown) : []), ...unknown]
    },
  }
}

function unknownMovement({ type, flowNo, fen, line }: AccountMovement): Difference {
  return {
    kind: 'channel-only',
    rowKind: fen >= 0 ? 'payment' : 'refund',
    key: flowNo,
    orderNo: null,
    channelNo: flowNo,
    ourFen: null,
    theirFen: fen,
    reason: `第 ${line} 行：资金账单中的“${type}”，我方没有与之对应的事项`,
    seen: { ours: null, theirs: null },
  }
}
