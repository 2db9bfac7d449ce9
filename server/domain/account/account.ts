import { type Fen, fen, sumFen } from '../../../contract/money'
import type { Billing } from '../../../contract/words'
import { BILL_KINDS, type Bill, type BillApplication, lateFeeVersions, outstandingFen } from '../bill/bill'
import {
  clearsArrears,
  type InstalmentOffer,
  instalmentOffer,
  judgePart,
  type PartJudgement,
} from '../billing/instalments'
import { type LateFeeRules, type LateFeeTerms, type SeasonDebt, withoutLateFee } from '../billing/lateFee'
import { bySeason, type Outstanding, outstanding } from '../billing/owed'
import type { CivilDate } from '../calendar/civilDate'
import type { Household } from '../household/household'
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
    withoutLateFeeFen: withoutLateFee(bill.lines),
    applied: applications.filter(({ billId }) => billId === bill.id),
  }))
}

/** A company's rulebook by the number of its version. */
export type RulesOfVersion = (version: number) => LateFeeRules

/**
 * The rules by which a bill's late fee runs: those of the versions that it names, so that a rule that changes today moves no
 * debt of before. None on what a settlement or a test adds: no notice sets one (decided).
 */
export function lateFeeTerms(
  rulesOf: RulesOfVersion,
  bill: Pick<Bill, 'kind' | 'rulebookVersion' | 'lateFeeBy'>,
): LateFeeTerms {
  return lateFeeVersions(bill).map(({ from, version }) => {
    const rules = rulesOf(version)
    return { from, rules: bill.kind === 'season' ? rules : { ...rules, lateFee: undefined } }
  })
}

/**
 * Works out the account on a day from its bills and everything applied to them; late fees accrue here, never in a table (BO5),
 * each bill's by the versions of the rulebook that it names.
 */
export function accountOn(
  rulesOf: RulesOfVersion,
  bills: readonly Bill[],
  applications: readonly BillApplication[],
  on: CivilDate,
): Account {
  const oldestFirst = [...bills].sort(
    (one, other) => bySeason(one, other) || BILL_KINDS.indexOf(one.kind) - BILL_KINDS.indexOf(other.kind),
  )
  const debts = debtsOf(oldestFirst, applications)
  const seasons = oldestFirst.map((bill, index) => {
    const debt = debts[index] ?? { season: bill.season, chargedFen: 0, applied: [] }
    const owed = outstanding(lateFeeTerms(rulesOf, bill), debt, on)
    // A payment that became known late is dated before others that are applied already: the bill has room for no more.
    return { ...owed, principalFen: fen(Math.min(owed.principalFen, outstandingFen(bill))), billId: bill.id }
  })
  return { on, seasons, owedFen: sumFen(seasons.map(({ principalFen, lateFeeFen }) => principalFen + lateFeeFen)) }
}

/** Where a household stands with paying in parts: `automatic`, or what staff said to its request (domain.md LZ2). */
export type ConsentState = 'automatic' | 'not-asked' | 'asked' | 'granted' | 'refused'

/** What may be paid on a household now, and in which ways. */
export interface Payable {
  /** Why paying is closed, in Chinese for the resident; null when it is open. */
  closedBecause: string | null
  wholeFen: Fen
  /** The season that instalments are about: the newest bill's. */
  season: string
  offer: InstalmentOffer
  /** The least that the next part may be, late fee of this season included. */
  minimumFen: Fen
  /** Whether the first part was paid already. */
  firstPaid: boolean
  arrearsFen: Fen
  consent: ConsentState
}

/** Reasons of the rulebook for which nothing may be paid here (domain.md BO3). */
function closedBecause(rulebook: Pick<Rulebook, 'payment'>, household: Pick<Household, 'cardHolder'>): string | null {
  const cards = rulebook.payment.cardHoldersOnly
  return cards && !household.cardHolder ? cards.otherwise : null
}

/**
 * Works out the ways to pay (domain.md C7): the whole of what is owed, or a part where the rulebook allows it. The first
 * part's minimum is a share of the season's whole fee; what was paid before counts towards it. Where it may be paid is
 * as the rulebook says today; in which parts, as the version says by which the newest bill is reckoned.
 * Undefined when no bill was opened.
 */
export function payableOf(
  rulebook: Pick<Rulebook, 'payment'>,
  rulesOf: (version: number) => Pick<Rulebook, 'season' | 'instalments'>,
  household: Pick<Household, 'cardHolder' | 'service'> & { billing: Billing },
  bills: readonly Bill[],
  account: Account,
  staffConsent: Exclude<ConsentState, 'automatic'> = 'not-asked',
): Payable | undefined {
  const newest = account.seasons.at(-1)
  const bill = bills.find(({ id }) => id === newest?.billId)
  if (!newest || !bill) return undefined
  const totalFen = bill.billedFen - bill.reversedFen
  const offer = instalmentOffer(rulesOf(bill.rulebookVersion), bill.season, household.billing, totalFen)
  const paidFen = totalFen - newest.principalFen
  const missingFen = offer.allowed ? Math.max(0, offer.minimumFirstFen - paidFen) : 0
  return {
    closedBecause: closedBecause(rulebook, household),
    wholeFen: fen(account.owedFen),
    season: bill.season,
    offer,
    firstPaid: offer.allowed && missingFen === 0,
    minimumFen: fen(newest.lateFeeFen + (missingFen > 0 ? missingFen : Math.min(1, newest.principalFen))),
    arrearsFen: fen(account.owedFen - newest.principalFen - newest.lateFeeFen),
    consent: offer.allowed && offer.consent === 'staff' ? staffConsent : 'automatic',
  }
}

/**
 * Why there is no bill to pay yet, in Chinese; null when one is simply not opened (domain.md BO4). After a refusal the
 * resident price is not silently used: it needs a change of the registered use, in a hall (BO9).
 */
export function awaitedBeforeBilling(
  rulebook: Pick<Rulebook, 'lowIncomeReview' | 'changes'>,
  household: Pick<Household, 'use' | 'lowIncomeApprovedFor'>,
  season: string,
  refusal?: { reason: string | null },
): string | null {
  const review = rulebook.lowIncomeReview
  if (!review?.uses.includes(household.use) || household.lowIncomeApprovedFor === season) return null
  if (refusal) {
    const why = refusal.reason === null ? '' : `：${refusal.reason}`
    const where = rulebook.changes ? `${rulebook.changes.where}（带 ${rulebook.changes.papers}）` : '服务大厅'
    return `本采暖季低保资格审核未通过${why}。可以补齐材料再次申请审核；如按居民价格缴费，请先到${where}变更用热性质`
  }
  return `低保资格待审核：请带齐材料（${review.papers}）到服务大厅办理，审核通过后即可缴费`
}

/**
 * Whether a resident may pay this part now (domain.md C7, LZ2): all of the arrears, or a part of this season. Where staff must
 * consent first, no part of this season fits without that.
 */
export function judgePartPayment(payable: Payable, account: Account, partFen: number): PartJudgement {
  if (clearsArrears(payable.arrearsFen, partFen)) return { outcome: 'fits' }
  return judgePart({
    // The minimum that is left to reach, so that what was paid before (a credit, say) counts.
    offer:
      payable.offer.allowed && (payable.consent === 'automatic' || payable.consent === 'granted')
        ? { ...payable.offer, minimumFirstFen: payable.minimumFen }
        : { allowed: false },
    amountFen: fen(partFen),
    on: account.on,
    remainingFen: fen(account.owedFen - payable.arrearsFen),
    arrearsFen: payable.arrearsFen,
    firstPaid: payable.firstPaid,
  })
}
