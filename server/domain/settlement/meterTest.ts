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
