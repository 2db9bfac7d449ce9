import { type Fen, fen } from '../../../contract/money'

/** What a household's books say when its settlement's result comes or changes; amounts in fen, 0 or above. */
export interface BeforeAdjustment {
  /** Unpaid of the top-up that was billed earlier. */
  topUpUnpaidFen: number
  /** What the season's own bill charges, and how much of that is unpaid. */
  chargedFen: number
  unpaidFen: number
  /** What the company owes already out of this settlement. */
  payableFen: number
}

/** Where the change of an adjustment goes; amounts in fen, 0 or above. */
export interface AdjustmentMoves {
  /** Taken off an unpaid top-up. */
  topUpLoweredFen: Fen
  /** Taken off the season's unpaid fee. */
  billLoweredFen: Fen
  /** Owed to the household in addition. */
  refundDueFen: Fen
  /** No longer owed to it. */
  refundTakenBackFen: Fen
  /** Billed to it in addition. */
  topUpBilledFen: Fen
}

/**
 * Spreads the change of a settlement's adjustment (below zero: in the household's favour) over its books. A refund first
 * lowers what the household has not paid; only what it has paid can be given back, and never more than the season
 * charged it (decided: the notices speak of households that have prepaid).
 */
export function moveAdjustment(changeFen: number, before: BeforeAdjustment): AdjustmentMoves {
  const least = (...amounts: number[]): Fen => fen(Math.max(0, Math.min(...amounts)))
  if (changeFen <= 0) {
    const topUpLoweredFen = least(-changeFen, before.topUpUnpaidFen)
    const rest = -changeFen - topUpLoweredFen
    const billLoweredFen = least(rest, before.unpaidFen, before.chargedFen)
    const paidFen = before.chargedFen - before.unpaidFen
    const refundDueFen = least(rest - billLoweredFen, paidFen)
    return { topUpLoweredFen, billLoweredFen, refundDueFen, refundTakenBackFen: fen(0), topUpBilledFen: fen(0) }
  }
  const refundTakenBackFen = least(changeFen, before.payableFen)
  return {
    topUpLoweredFen: fen(0),
    billLoweredFen: fen(0),
    refundDueFen: fen(0),
    refundTakenBackFen,
    topUpBilledFen: fen(changeFen - refundTakenBackFen),
  }
}
