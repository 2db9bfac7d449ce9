import { type Fen, fen, NO_MONEY, parseYuan, sumFen } from '../../../contract/money'
import type { Rulebook } from '../rulebook/rulebook'
import { dividedHalfUp, exact } from '../tariff/exact'

/** What a meter test changes (domain.md BZ7). An adjustment below zero is a refund, in fen. */
export type AfterMeterTest =
  /** The meter was right: the household pays for removal and refitting, and its result stands. */
  | { outcome: 'stands'; adjustmentFen: Fen; feeFen: Fen }
  /** The meter was wrong: no charge, and the refund becomes the mean of its building unit. */
  | { outcome: 'mean-of-unit'; adjustmentFen: Fen; feeFen: Fen }
  /** No other household of the unit was settled, so that there is no mean: a person decides. */
  | { outcome: 'no-mean' }
  | { outcome: 'no-rule' }

/**
 * The settlement after a meter test. `unitRefundsFen` are the refunds, 0 or above, of the other settled households of
 * the unit; one that owes a top-up counts as a refund of 0 (decided). The mean is rounded half up to fen.
 */
export function afterMeterTest(
  rulebook: Pick<Rulebook, 'refunds'>,
  test: { passed: boolean; adjustmentFen: number; unitRefundsFen: readonly number[] },
): AfterMeterTest {
  const rule = rulebook.refunds?.meterTest
  if (!rule) return { outcome: 'no-rule' }
  if (test.passed) {
    return { outcome: 'stands', adjustmentFen: fen(test.adjustmentFen), feeFen: parseYuan(rule.passedFee) ?? NO_MONEY }
  }
  const { unitRefundsFen: refunds } = test
  if (refunds.length === 0) return { outcome: 'no-mean' }
  const mean = dividedHalfUp(exact(sumFen(refunds)), exact(refunds.length), 0).toNumber()
  return { outcome: 'mean-of-unit', adjustmentFen: fen(-mean), feeFen: NO_MONEY }
}

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
