import type { EstimateAnswer } from '../../../contract/estimates'
import { type Fen, fen, NO_MONEY, sumFen } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'
import { type NoPrice, noPrice } from '../tariff/area'
import { roundedHalfUp } from '../tariff/exact'
import { type LateFeeRules, type LateFeeTerms, lateFeeByTerms, runningLateFee, type SeasonDebt } from './lateFee'

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
 * the running sum itself stays unrounded, so that many part payments never add up to more than one rounding. `rules`: those
 * of one rulebook, or of several one after the other.
 */
export function outstanding(rules: LateFeeRules | LateFeeTerms, debt: SeasonDebt, asOf: CivilDate): Outstanding {
  const applied = debt.applied.filter(({ on }) => on <= asOf)
  const terms = 'season' in rules ? [{ from: null, rules }] : rules
  const runUp = roundedHalfUp(lateFeeByTerms(terms, { ...debt, applied }, asOf), 0).toNumber()
  const lateFee = runUp - sumFen(applied.map(({ lateFeeFen }) => lateFeeFen))
  return {
    season: debt.season,
    principalFen: fen(debt.chargedFen - sumFen(applied.map(({ principalFen }) => principalFen))),
    lateFeeFen: lateFee > 0 ? fen(lateFee) : NO_MONEY,
    overpaidLateFeeFen: lateFee < 0 ? fen(-lateFee) : NO_MONEY,
  }
}

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

export interface PaymentMade {
  on: CivilDate
  amountFen: number
}

/**
 * What is still owed at the end of a day of a season's up-front fee, after the payments up to and including that day,
 * taken in the order of their dates (domain.md C6, BO5); later ones are left out. A settlement is no part of it.
 */
export function owedOn(
  rulebook: Rulebook,
  season: string,
  chargedFen: number,
  payments: readonly PaymentMade[],
  asOf: CivilDate,
): NonNullable<EstimateAnswer['owed']> | NoPrice {
  const untilThen = payments
    .filter(({ on }) => on <= asOf)
    .sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0))
  let debts: SeasonDebt[] = [{ season, chargedFen, applied: [] }]
  const [unpaid] = debts
  const most = unpaid ? runningLateFee(rulebook, unpaid, asOf).plus(chargedFen) : undefined
  // Summed by hand: a sum beyond what fen can be is refused here, where sumFen would throw.
  const paid = untilThen.reduce((sum, { amountFen }) => sum + amountFen, 0)
  if (most?.gt(Number.MAX_SAFE_INTEGER) || paid > Number.MAX_SAFE_INTEGER) return noPrice('金额过大，无法计算')

  let creditFen = 0
  for (const { on, amountFen } of untilThen) {
    const allocation = allocatePayment(rulebook, debts, { on, amountFen: fen(amountFen) })
    debts = applied(debts, on, allocation)
    creditFen += allocation.creditFen
  }
  const [debt] = debts
  if (!debt) throw new Error('a season has one debt')
  const { principalFen, lateFeeFen } = outstanding(rulebook, debt, asOf)
  return { asOf, principalFen, lateFeeFen, totalFen: principalFen + lateFeeFen, creditFen }
}
