import type { FeeLine } from '../../../contract/estimates'
import { awaitedBeforeBilling } from '../account/account'
import { seasonBill } from '../billing/seasonBill'
import type { CivilDate } from '../calendar/civilDate'
import { feeDueOn, seasonDates, seasonOf } from '../calendar/season'
import { factsOf } from '../household/columns'
import type { Household } from '../household/household'
import type { NumberedRulebook } from '../rulebook/rulebook'
import { isRefused } from '../tariff/area'

/** What a household's bill for a season says, or why it gets none yet. */
export type BillToOpen =
  | { outcome: 'bill'; lines: FeeLine[]; billedFen: number; dueOn: CivilDate; rulebookVersion: number }
  /**
   * `no-price`: domain.md C10. `awaiting-review`: low-income papers are checked first (BO4). `moved-out`: nobody has lived
   * there since an earlier season (TS5). `reason` is Chinese, for people.
   */
  | { outcome: 'no-bill'; because: 'no-price' | 'awaiting-review' | 'moved-out'; reason: string }

/**
 * Works out a household's bill for a season, each line with its formula and source (domain.md C9), in fen. A bill of
 * nothing (suspended, moved out just before) is a bill too, and says why; seasons after that get none. It is due on the
 * rulebook's day, or on the season's first, and stays reckoned by the version of the rulebook that is given.
 */
export function billToOpen(rulebook: NumberedRulebook, household: Household, season: string): BillToOpen {
  const { movedOutOn } = household
  if (rulebook.movedOut && movedOutOn !== null && season > seasonOf(rulebook, movedOutOn).name) {
    return { outcome: 'no-bill', because: 'moved-out', reason: `已于 ${movedOutOn} 搬迁，不再开出账单` }
  }
  const awaited = awaitedBeforeBilling(rulebook, household, season)
  if (awaited !== null) return { outcome: 'no-bill', because: 'awaiting-review', reason: awaited }
  const fee = seasonBill(rulebook, factsOf(household), season)
  if (isRefused(fee)) return { outcome: 'no-bill', because: 'no-price', reason: fee.reason }
  const dueOn = feeDueOn(rulebook, season) ?? seasonDates(rulebook, season).startsOn
  return { outcome: 'bill', lines: fee.lines, billedFen: fee.totalFen, dueOn, rulebookVersion: rulebook.version }
}
