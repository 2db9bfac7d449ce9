import { type Fen, fen, NO_MONEY } from '../../../contract/money'

/**
 * A settlement on which nobody acted in time, merged into the next season's fee (domain.md BZ4): a refund becomes credit,
 * a top-up an extra charge. Both in fen, 0 or above, at most one of them above 0.
 */
export function carriedOver(adjustmentFen: number): { creditFen: Fen; extraChargeFen: Fen } {
  return adjustmentFen < 0
    ? { creditFen: fen(-adjustmentFen), extraChargeFen: NO_MONEY }
    : { creditFen: NO_MONEY, extraChargeFen: fen(adjustmentFen) }
}
