import { fen, sumFen } from '../../../contract/money'
import { type Bill, type BillApplication, outstandingFen } from '../bill/bill'
import type { SeasonDebt } from '../billing/lateFee'
import { type Outstanding, outstanding } from '../billing/outstanding'
import type { CivilDate } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'

/** What a household owes on a day, season by season, oldest first (domain.md C6), in fen. */
export interface Account {
  on: CivilDate
  seasons: (Outstanding & { billId: string })[]
  /** Principal and late fee of all seasons. */
  owedFen: number
}

/** The debts behind a household's bills: what was charged, and all that was applied. */
export function debtsOf(bills: readonly Bill[], applications: readonly BillApplication[]): SeasonDebt[] {
  return bills.map((bill) => ({
    season: bill.season,
    chargedFen: bill.billedFen - bill.reversedFen,
    applied: applications.filter(({ billId }) => billId === bill.id),
  }))
}

/** Works out the account on a day from its bills and everything applied to them; late fees accrue here, never in a table (BO5). */
export function accountOn(
  rulebook: Pick<Rulebook, 'season' | 'lateFee'>,
  bills: readonly Bill[],
  applications: readonly BillApplication[],
  on: CivilDate,
): Account {
  const oldestFirst = [...bills].sort((one, other) => (one.season < other.season ? -1 : 1))
  const debts = debtsOf(oldestFirst, applications)
  const seasons = oldestFirst.map((bill, index) => {
    const owed = outstanding(rulebook, debts[index] ?? { season: bill.season, chargedFen: 0, applied: [] }, on)
    // A payment that became known late is dated before others that are applied already: the bill has room for no more.
    return { ...owed, principalFen: fen(Math.min(owed.principalFen, outstandingFen(bill))), billId: bill.id }
  })
  return { on, seasons, owedFen: sumFen(seasons.map(({ principalFen, lateFeeFen }) => principalFen + lateFeeFen)) }
}
