import { sumFen, yuanText } from '../../../contract/money'
import type { Mismatch } from '../reconciliation/mismatch'
import { type ChannelRow, directedFen, type OurRow, type RowKind } from '../reconciliation/row'

const MILLI_FEN = 1000

/**
 * What a file's fees come to in the books, in whole fen. Bills write fees with five decimals of yuan; they are added up
 * exactly, and the day's sum is rounded once, half up (C1: once for each printed line, and the file prints its fees as one
 * line, 手续费总金额). Rounding each row would let thousands of rows drift apart from what the file says it took.
 */
export function feeFenOf(milliFen: number): number {
  const fen = Math.floor((Math.abs(milliFen) + MILLI_FEN / 2) / MILLI_FEN)
  return milliFen < 0 ? 0 - fen : fen
}

/** The fees of a day at a channel as the books have them: of the file in force, and how often they were changed (M2). */
export interface ChannelFees {
  id: string
  company: string
  channel: string
  date: string
  /** The file that says so. */
  fileId: string
  bill: 'trade' | 'fundflow'
  /** What the file's rows name, exactly, in thousandths of a fen. */
  milliFen: number
  /** The same in the books. Negative when more fees came back than were taken. */
  feeFen: number
  /** 1, 2, 3 …: one posting each. */
  revision: number
}

/** What the trade bill says that a payment or refund cost, by the channel's number of it. */
export interface NamedFee {
  rowKind: RowKind
  key: string
  orderNo: string | null
  channelNo: string
  /** Whole fen; negative for what a refund gives back. */
  feeFen: number
}

/** No channel takes more than 1 % of a payment: a line that is short by more is a wrong amount, not a net one. */
const MAX_FEE_PPM = 10_000

/** The most that can be a fee of an amount, in fen. */
export const mostFeeOf = (amountFen: number): number => Math.ceil((amountFen * MAX_FEE_PPM) / 1_000_000)

/**
 * The fee within a line of a fund-flow bill that was booked net of it (formats.md 2.3: both modes exist, row by row), in
 * fen with the sign of `NamedFee`; undefined when the line's amount cannot be explained by a fee.
 */
export function netFeeOf(
  ours: Pick<OurRow, 'kind' | 'amountFen'>,
  theirs: Pick<ChannelRow, 'amountFen'>,
): number | undefined {
  const fee = ours.amountFen - theirs.amountFen
  if (fee <= 0 || fee > mostFeeOf(ours.amountFen)) return undefined
  return directedFen(ours, fee)
}

/** The fees that a fund-flow bill has taken, gathered by the channel's number of the payment or refund. */
export interface AccountFees {
  /** Adds a fee line, or the fee within a net line; positive when we paid it. */
  add(channelNo: string, feeFen: number, line: number): void
  /** All fees together, in fen. */
  readonly totalFen: number
  /**
   * What does not agree with the trade bill's fees; `isShown` tells whether the fund flow has that payment or refund at
   * all (what is accepted on one day and settled on the next is no difference).
   */
  differences(named: readonly NamedFee[], isShown: (fee: NamedFee) => boolean): Mismatch[]
}

/** No fees yet: those of one day's fund-flow bill are added line by line. */
export function createAccountFees(): AccountFees {
  const taken = new Map<string, { feeFen: number; line: number }>()
  let totalFen = 0

  function differenceOf(
    about: Pick<NamedFee, 'rowKind' | 'key' | 'orderNo' | 'channelNo'>,
    ourFen: number,
    theirFen: number,
    reason: string,
  ): Mismatch {
    const { rowKind, key, orderNo, channelNo } = about
    return {
      kind: 'fee',
      subKind: 'transaction',
      rowKind,
      key,
      orderNo,
      channelNo,
      ourFen,
      theirFen,
      reason,
      seen: { ours: null, theirs: null },
    }
  }

  return {
    add(channelNo, feeFen, line) {
      const before = taken.get(channelNo)
      taken.set(channelNo, { feeFen: (before?.feeFen ?? 0) + feeFen, line: before?.line ?? line })
      totalFen += feeFen
    },
    get totalFen() {
      return totalFen
    },
    differences(named, isShown) {
      // Alipay books a payment's fee and what its refund gives back under one number.
      const byNumber = new Map<string, NamedFee[]>()
      for (const fee of named) byNumber.set(fee.channelNo, [...(byNumber.get(fee.channelNo) ?? []), fee])
      const found: Mismatch[] = []
      for (const [channelNo, fees] of byNumber) {
        const [first] = fees
        const own = taken.get(channelNo)
        if (!first || (!own && !fees.some(isShown))) continue
        const namedFen = sumFen(fees.map(({ feeFen }) => feeFen))
        const takenFen = own?.feeFen ?? 0
        if (namedFen === takenFen) continue
        const where = own ? `第 ${own.line} 行：` : ''
        const reason = `${where}资金账单扣手续费 ${yuanText(takenFen)} 元，交易账单写 ${yuanText(namedFen)} 元`
        found.push(differenceOf(first, namedFen, takenFen, reason))
      }
      for (const [channelNo, { feeFen, line }] of taken) {
        // What is given back with a refund of an earlier day is not in this day's trade bill.
        if (byNumber.has(channelNo) || feeFen <= 0) continue
        const about = { rowKind: 'payment' as const, key: channelNo, orderNo: null, channelNo }
        found.push(differenceOf(about, 0, feeFen, `第 ${line} 行：交易账单没有这笔手续费`))
      }
      return found
    },
  }
}
