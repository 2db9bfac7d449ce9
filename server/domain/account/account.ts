import { fen, sumFen } from '../../../contract/money'
import { BILL_KINDS, type Bill, type BillApplication, outstandingFen } from '../bill/bill'
import { bySeason } from '../billing/allocate'
import type { SeasonDebt } from '../billing/lateFee'
import { type Outstanding, outstanding } from '../billing/outstanding'
import type { CivilDate } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'

/** What a household owes on a day, bill by bill, the oldest season first (domain.md C6), in fen. */
export interface Account {
  on: CivilDate
  seasons: (Outstanding & { billId: string })[]
  /** Principal and late fee of all seasons. */
  owedFen: number
}

/** The debts behind a household's bills: what was charged, and all that was applied. */
function debtsOf(bills: readonly Bill[], applications: readonly BillApplication[]): SeasonDebt[] {
  return bills.map((bill) => ({
    season: bill.season,
    chargedFen: bill.billedFen - bill.reversedFen,
    raises: bill.raises ?? [],
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
  const oldestFirst = [...bills].sort(
    (one, other) => bySeason(one, other) || BILL_KINDS.indexOf(one.kind) - BILL_KINDS.indexOf(other.kind),
  )
  const debts = debtsOf(oldestFirst, applications)
  const seasons = oldestFirst.map((bill, index) => {
    // A late fee runs on a season's fee alone: no notice sets one on what a settlement or a test adds (decided).
    const rules = bill.kind === 'season' ? rulebook : { ...rulebook, lateFee: undefined }
    const owed = outstanding(rules, debts[index] ?? { season: bill.season, chargedFen: 0, applied: [] }, on)
    // A payment that became known late is dated before others that are applied already: the bill has room for no more.
    return { ...owed, principalFen: fen(Math.min(owed.principalFen, outstandingFen(bill))), billId: bill.id }
  })
  return { on, seasons, owedFen: sumFen(seasons.map(({ principalFen, lateFeeFen }) => principalFen + lateFeeFen)) }
}
