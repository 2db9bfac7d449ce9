import { type Fen, fen, NO_MONEY } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'
import { roundedHalfUp } from '../tariff/exact'
import { runningLateFee, type SeasonDebt } from './lateFee'

/** What is owed of one season on a day, in fen. */
export interface Outstanding {
  season: string
  principalFen: Fen
  lateFeeFen: Fen
  /**
   * Late fee paid beyond what had run up. Above zero only when a payment became known after one that is dated later:
   * the earlier date lowers the sum that the later payment had already paid.
   */
  overpaidLateFeeFen: Fen
}

/**
 * What is owed of a season at the end of a day, counting what was applied up to and including it. The running late fee
 * is rounded half up here, when it is asked for (domain.md BO5), and what was paid of it is taken off after the rounding;
 * the running sum itself stays unrounded, so that many part payments never add up to more than one rounding.
 */
export function outstanding(
  rulebook: Pick<Rulebook, 'season' | 'lateFee'>,
  debt: SeasonDebt,
  asOf: CivilDate,
): Outstanding {
  const applied = debt.applied.filter(({ on }) => on <= asOf)
  const runUp = roundedHalfUp(runningLateFee(rulebook, { ...debt, applied }, asOf), 0).toNumber()
  const lateFee = applied.reduce((rest, { lateFeeFen }) => rest - lateFeeFen, runUp)
  return {
    season: debt.season,
    principalFen: fen(applied.reduce((rest, { principalFen }) => rest - principalFen, debt.chargedFen)),
    lateFeeFen: lateFee > 0 ? fen(lateFee) : NO_MONEY,
    overpaidLateFeeFen: lateFee < 0 ? fen(-lateFee) : NO_MONEY,
  }
}
