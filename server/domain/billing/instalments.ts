import { type Fen, fen } from '../../../contract/money'
import type { Billing } from '../../../contract/words'
import { addMonths, type CivilDate, firstOnOrAfter } from '../calendar/civilDate'
import { seasonDates } from '../calendar/season'
import type { Rulebook } from '../rulebook/rulebook'
import { exact, percent, roundedUp } from '../tariff/exact'

/** Paying a season in parts, as the rulebook offers it (domain.md C7, LZ2). */
export type InstalmentOffer =
  | {
      allowed: true
      minimumFirstFen: Fen
      /** The last day on which what remains may be paid in parts, inclusive. */
      balanceDueOn: CivilDate
      consent: 'automatic' | 'staff'
      rule: string
    }
  | { allowed: false }

/** The least that a first part may be: a share (`50%`) of the season's whole fee, rounded up to fen (domain.md C7). */
export function minimumFirstPart(totalFen: number, share: string): Fen {
  return fen(roundedUp(exact(totalFen).times(percent(share))).toNumber())
}

/** The day by which the rest is to be paid, inclusive: season start + 2 months, Nov 1 → Jan 1 (LZ2), or a day of the year. */
export function balanceDueOn(
  rulebook: Pick<Rulebook, 'season' | 'instalments'>,
  season: string,
): CivilDate | undefined {
  const rule = rulebook.instalments
  if (!rule) return undefined
  const { startsOn } = seasonDates(rulebook, season)
  return rule.balanceBy === undefined
    ? addMonths(startsOn, rule.balanceMonthsAfterStart ?? 0)
    : firstOnOrAfter(startsOn, rule.balanceBy)
}

/** Whether a season's fee (whole, in fen) may be paid in parts. A fee of nothing has no parts, a metered household none (LZ4). */
export function instalmentOffer(
  rulebook: Pick<Rulebook, 'season' | 'instalments'>,
  season: string,
  billing: Billing,
  totalFen: number,
): InstalmentOffer {
  const rule = rulebook.instalments
  const dueOn = balanceDueOn(rulebook, season)
  if (!rule || dueOn === undefined || totalFen <= 0 || !rule.billings.includes(billing)) return { allowed: false }
  return {
    allowed: true,
    minimumFirstFen: minimumFirstPart(totalFen, rule.firstShare),
    balanceDueOn: dueOn,
    consent: rule.consent,
    rule: rule.rule,
  }
}

/** A part that a resident wants to pay, on a day, and how the season's bill stands. */
export interface PartAsked {
  offer: InstalmentOffer
  amountFen: Fen
  on: CivilDate
  /** All that is owed of this season, late fee included. */
  remainingFen: Fen
  /** What is owed of earlier seasons. */
  arrearsFen: Fen
  /** Whether a first part that reached the minimum was paid before. */
  firstPaid: boolean
}

export type PartJudgement =
  | { outcome: 'fits' }
  | { outcome: 'no-instalments' | 'not-an-amount' }
  | { outcome: 'arrears-first'; arrearsFen: Fen }
  | { outcome: 'too-late'; balanceDueOn: CivilDate }
  | { outcome: 'below-minimum'; minimumFen: Fen }
  | { outcome: 'more-than-owed'; remainingFen: Fen }

/**
 * Whether an amount is all that is owed of earlier seasons, a top-up or a meter test among it, and nothing more. That may be
 * paid alone with any company and at any time: those seasons are paid whole, and the oldest goes first (domain.md C6, C7).
 */
export function clearsArrears(arrearsFen: Fen, amountFen: number): boolean {
  return arrearsFen > 0 && amountFen === arrearsFen
}

/**
 * Whether a part may be paid (domain.md C7): earlier seasons cleared, not after the stated day, the first part not below
 * its minimum, no part above what remains. Paying all that remains is not a part and is always open.
 */
export function judgePart({ offer, amountFen, on, remainingFen, arrearsFen, firstPaid }: PartAsked): PartJudgement {
  if (amountFen <= 0) return { outcome: 'not-an-amount' }
  const wholeFen = fen(remainingFen + arrearsFen)
  if (amountFen > wholeFen) return { outcome: 'more-than-owed', remainingFen: wholeFen }
  if (amountFen === wholeFen) return { outcome: 'fits' }
  if (!offer.allowed) return { outcome: 'no-instalments' }
  if (arrearsFen > 0) return { outcome: 'arrears-first', arrearsFen }
  if (on > offer.balanceDueOn) return { outcome: 'too-late', balanceDueOn: offer.balanceDueOn }
  if (!firstPaid && amountFen < offer.minimumFirstFen) {
    return { outcome: 'below-minimum', minimumFen: offer.minimumFirstFen }
  }
  return { outcome: 'fits' }
}
