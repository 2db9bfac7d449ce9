import { type Fen, fen, NO_MONEY } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'
import type { SeasonDebt } from './lateFee'
import { type Outstanding, outstanding } from './outstanding'

/** The part of a payment that went to one debt of a season. */
export interface AllocatedPart {
  season: string
  /** The bill that is owed, where the debt names one: a season may have several (BZ4, BZ7). */
  billId?: string
  lateFeeFen: Fen
  principalFen: Fen
}

export interface Allocation {
  /** Oldest season first; only seasons that received something. */
  parts: AllocatedPart[]
  /** What exceeds all that is owed; it stays on the account (domain.md C6). */
  creditFen: Fen
}

/**
 * Spreads an amount over what is owed (domain.md C6): the oldest season first, within a season first the late fee run up
 * to that day, then principal; the excess is credit. Parts and credit add up to the amount. Several debts of one season
 * are paid in the order in which they are given.
 */
export function allocate(amountFen: Fen, owed: readonly (Outstanding & { billId?: string })[]): Allocation {
  let rest = amountFen as number
  const take = (upTo: number): Fen => {
    const taken = fen(Math.max(0, Math.min(rest, upTo)))
    rest -= taken
    return taken
  }
  const oldestFirst = [...owed].sort((one, other) => bySeason(one, other))
  const parts = oldestFirst.map(({ season, billId, lateFeeFen, principalFen }) => ({
    season,
    ...(billId === undefined ? {} : { billId }),
    lateFeeFen: take(lateFeeFen),
    principalFen: take(principalFen),
  }))
  return {
    parts: parts.filter((part) => part.lateFeeFen > 0 || part.principalFen > 0),
    creditFen: rest > 0 ? fen(rest) : NO_MONEY,
  }
}

/** Orders by season, the oldest first; equal seasons stay as they were. */
export function bySeason(one: { season: string }, other: { season: string }): number {
  return one.season < other.season ? -1 : one.season > other.season ? 1 : 0
}

/** Spreads a payment over a household's seasons as they stand on its day, that day's late fee included (BO5). */
export function allocatePayment(
  rulebook: Pick<Rulebook, 'season' | 'lateFee'>,
  debts: readonly SeasonDebt[],
  payment: { on: CivilDate; amountFen: Fen },
): Allocation {
  return allocate(
    payment.amountFen,
    debts.map((debt) => outstanding(rulebook, debt, payment.on)),
  )
}

/** The debts after an allocation: what it gave each season is applied on its day. */
export function applied(debts: readonly SeasonDebt[], on: CivilDate, { parts }: Allocation): SeasonDebt[] {
  return debts.map((debt) => {
    const part = parts.find(({ season }) => season === debt.season)
    if (!part) return debt
    const { lateFeeFen, principalFen } = part
    return { ...debt, applied: [...debt.applied, { on, lateFeeFen, principalFen }] }
  })
}
