import { fen } from '../../../contract/money'
import type { HouseholdCard } from '../../../contract/resident'
import {
  type Account,
  accountOn,
  awaitedBeforeBilling,
  type ConsentState,
  type Payable,
  payableOf,
} from '../../domain/account/account'
import { type DiscountOffer, discountsOn, withDiscounts } from '../../domain/account/earlyPayment'
import { type Bill, type BillApplication, lateFeeVersions } from '../../domain/bill/bill'
import { lateFeeLine } from '../../domain/billing/explainLateFee'
import { seasonOf } from '../../domain/calendar/season'
import { addressOf, type Household, hideOwner, maskAddress } from '../../domain/household/household'
import { type Binding, hasProved } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { versionsOf } from '../../domain/rulebook/versions'
import type { Store } from '../ports/database'

/** A household with its bills, what it owes on a day, and how it may pay. */
export interface HouseholdAccount {
  rulebook: Rulebook
  /** The rulebook by the number of its version: each bill names those that it was reckoned by. */
  rulesOf: (version: number) => Rulebook
  household: Household
  bills: Bill[]
  applications: BillApplication[]
  account: Account
  payable: Payable | undefined
  /** What paying all of it online takes off today (domain.md C13); `payable.wholeFen` is less by it. */
  discounts: readonly DiscountOffer[]
  /** Why this season's bill is not there yet though the household waits for it (domain.md BO4); null otherwise. */
  awaited: string | null
}

/**
 * Reads one household of a company as it stands on a civil day; undefined when the company has no such household. What
 * `bills.applicationsOf` gives was applied to its bills; `store.applications` are its requests to staff.
 */
export async function readHouseholdAccount(
  store: Pick<Store, 'applications' | 'bills' | 'households' | 'seasonRecords'>,
  rulebooks: Rulebooks,
  company: string,
  householdId: string,
  on: string,
): Promise<HouseholdAccount | undefined> {
  const household = await store.households.byId(householdId)
  const rulebook = rulebooks.get(company)
  if (!household || !rulebook || household.company !== company) return undefined
  const bills = await store.bills.byHousehold(householdId)
  const applications = await store.bills.applicationsOf(householdId)
  const rulesOf = versionsOf(rulebooks, company)
  const account = accountOn(rulesOf, bills, applications, on)
  const season = seasonOf(rulebook, on).name
  const hasBill = bills.some((bill) => bill.season === season && bill.kind === 'season')
  const newest = bills.at(-1)
  const consent = newest
    ? await consentOf(store, rulesOf(newest.rulebookVersion), household, newest.season)
    : 'not-asked'
  const discounts = discountsOn(rulesOf, household, bills, account, 'online')
  const payable = payableOf(rulebook, rulesOf, household, bills, account, consent)
  return {
    rulebook,
    rulesOf,
    household,
    bills,
    applications,
    account,
    payable: payable && { ...payable, wholeFen: fen(withDiscounts(account, discounts).owedFen) },
    discounts,
    awaited: hasBill ? null : await awaitedBy(store, rulebook, household, season),
  }
}

/** A bill's amounts as every page prints them: its lines and its late fee add up to its sum, and that less what was paid remains. */
export function billAmounts({ rulesOf, account, applications }: HouseholdAccount, bill: Bill) {
  const owed = account.seasons.find(({ billId }) => billId === bill.id)
  const lateFeeFen = owed?.lateFeeFen ?? 0
  const own = applications.filter(({ billId }) => billId === bill.id)
  const terms = lateFeeVersions(bill).map(({ from, version }) => ({ from, rules: rulesOf(version) }))
  const lateFee = lateFeeLine(terms, bill, own, { owedFen: lateFeeFen, on: account.on }) ?? null
  const totalFen = bill.billedFen - bill.reversedFen
  return {
    lines: bill.lines,
    totalFen,
    lateFee,
    sumFen: totalFen + (lateFee?.amountFen ?? 0),
    paidFen: bill.appliedFen + bill.lateFeePaidFen,
    remainingFen: (owed?.principalFen ?? 0) + lateFeeFen,
    lateFeeFen,
  }
}

/** What staff said to the household's request to pay a season in parts, where the rulebook asks for it (LZ2). */
async function consentOf(
  store: Pick<Store, 'applications'>,
  rulebook: Rulebook,
  household: Household,
  season: string,
): Promise<Exclude<ConsentState, 'automatic'>> {
  if (rulebook.instalments?.consent !== 'staff') return 'not-asked'
  const filter = { householdId: household.id, kinds: ['instalment-consent'] as const }
  const { rows } = await store.applications.list(filter, 0, 20)
  const last = rows.find((one) => one.season === season && one.status !== 'withdrawn')
  return last?.status === 'granted' || last?.status === 'refused' ? last.status : last ? 'asked' : 'not-asked'
}

async function awaitedBy(
  store: Pick<Store, 'seasonRecords'>,
  rulebook: Rulebook,
  household: Household,
  season: string,
): Promise<string | null> {
  if (awaitedBeforeBilling(rulebook, household, season) === null) return null
  const review = await store.seasonRecords.lowIncomeReview(household.id, season)
  return awaitedBeforeBilling(rulebook, household, season, review?.decision === 'refused' ? review : undefined)
}

/**
 * A household as a resident may see it: masked, unless his binding was verified (faults.md, API and identity).
 */
export function householdCard(found: HouseholdAccount, binding: Binding | undefined): HouseholdCard {
  const { household } = found
  const saved = binding !== undefined && binding.endedAt === null
  const verified = hasProved(binding)
  return {
    id: household.id,
    company: household.company,
    userCode: household.userCode,
    ...identityShown(found, verified),
    verified,
    saved,
    due: verified ? dueOf(found) : amountAlone(dueOf(found)),
  }
}

/** Owner and address, in full for those who proved that they may see them; to others nothing that helps to guess the proof. */
export function identityShown(
  { household, rulebook }: { household: Household; rulebook?: Pick<Rulebook, 'bindingProof'> },
  verified: boolean,
) {
  return verified
    ? { owner: household.owner, address: addressOf(household) }
    : { owner: hideOwner(household.owner, rulebook?.bindingProof), address: maskAddress(household) }
}

/** What somebody sees who pays for a household without proof: how much there is to pay, and nothing of what was paid. */
function amountAlone(due: HouseholdCard['due']): HouseholdCard['due'] {
  return { ...due, totalFen: due.remainingFen, state: due.state === 'partly-paid' ? 'due' : due.state }
}

function dueOf({ bills, account, payable }: HouseholdAccount): HouseholdCard['due'] {
  const newest = bills.at(-1)
  if (!newest || !payable) return { season: null, totalFen: 0, remainingFen: 0, dueOn: null, state: 'no-bill' }
  const paid = newest.appliedFen > 0
  const state =
    account.owedFen === 0 ? 'paid' : payable.closedBecause !== null ? 'closed' : paid ? 'partly-paid' : 'due'
  const dueOn = payable.offer.allowed && payable.firstPaid ? payable.offer.balanceDueOn : newest.dueOn
  return {
    season: newest.season,
    totalFen: newest.billedFen - newest.reversedFen,
    remainingFen: account.owedFen,
    dueOn: account.owedFen === 0 ? null : dueOn,
    state,
  }
}
