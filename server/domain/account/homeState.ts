import { sumFen } from '../../../contract/money'
import type { HomeState } from '../../../contract/resident'
import type { Bill } from '../bill/bill'
import type { CivilDate } from '../calendar/civilDate'
import type { Account, Payable } from './account'

/** What is known of a household on a day that its resident may have to do something about. */
export interface HomeFacts {
  today: CivilDate
  bills: readonly Pick<Bill, 'id' | 'kind' | 'season' | 'dueOn' | 'appliedFen'>[]
  account: Pick<Account, 'seasons' | 'owedFen'>
  payable: Pick<Payable, 'closedBecause' | 'firstPaid' | 'offer'> | undefined
  suspended: boolean
  /** Why the season's bill is not there, where something has to be done first (BO4); null otherwise. */
  awaited: string | null
  /** An order of this resident's that has not ended at its channel. */
  openOrder: { orderNo: string; amountFen: number } | undefined
  /** A request to the company that somebody still works on. */
  pending: Omit<Extract<HomeState, { kind: 'pending' }>, 'kind'> | undefined
  /** What the settlement owes him, while he may ask for it; `until` the last day of that. */
  refund: { season: string; amountFen: number; until: CivilDate | null } | undefined
  /** Until when he may object to a settlement that was published. */
  objection: { season: string; until: CivilDate } | undefined
}

/**
 * The one thing that a household's card says first (ui.md, home): what may be money on its way before what is owed, what is owed
 * before what is to be had, and everything with a last day before what only informs. In fen.
 */
export function homeState(facts: HomeFacts): HomeState {
  const { openOrder, account, payable, refund, objection, pending, suspended, awaited } = facts
  if (openOrder) return { kind: 'confirming', ...openOrder }
  if (account.owedFen > 0 && payable)
    return payable.closedBecause === null
      ? owing(facts, payable)
      : { kind: 'closed', amountFen: account.owedFen, reason: payable.closedBecause }
  if (refund) return { kind: 'refund', ...refund }
  if (objection) return { kind: 'objection', ...objection }
  if (pending) return { kind: 'pending', ...pending }
  if (suspended) return { kind: 'suspended' }
  const newest = account.seasons.at(-1)
  if (awaited !== null || !newest) return { kind: 'no-bill', reason: awaited ?? NOT_OPENED }
  return { kind: 'paid', season: newest.season }
}

const NOT_OPENED = '本采暖季的账单还没有出'

function owing({ bills, account, today }: HomeFacts, payable: NonNullable<HomeFacts['payable']>): HomeState {
  const owed = account.seasons.filter(({ principalFen, lateFeeFen }) => principalFen + lateFeeFen > 0)
  const billOf = ({ billId }: { billId: string }) => bills.find(({ id }) => id === billId)
  const newest = billOf(owed.at(-1) ?? { billId: '' })
  const amountFen = account.owedFen
  const season = newest?.season ?? ''
  // After the first part the rest has a day of its own (C7); of several seasons the newest one's day is told, as on the bill.
  const isSeason = newest?.kind === 'season'
  const until =
    isSeason && payable.offer.allowed && payable.firstPaid ? payable.offer.balanceDueOn : (newest?.dueOn ?? today)
  if (owed.every((one) => billOf(one)?.kind !== 'season'))
    return { kind: 'top-up', season, amountFen, until, late: until < today }
  const lateFeeFen = sumFen(owed.map((one) => one.lateFeeFen))
  const late = until < today || lateFeeFen > 0
  return { kind: 'owes', season, amountFen, until, late, lateFeeFen, partlyPaid: (newest?.appliedFen ?? 0) > 0 }
}
