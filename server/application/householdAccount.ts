import { type Account, accountOn } from '../domain/account/account'
import { awaitedBeforeBilling, type ConsentState, type Payable, payableOf } from '../domain/account/payable'
import type { Bill, BillApplication } from '../domain/bill/bill'
import { seasonOf } from '../domain/calendar/season'
import type { Household } from '../domain/household/household'
import type { Rulebook, Rulebooks } from '../domain/rulebook/rulebook'
import type { Store } from './ports'

/** A household with its bills, what it owes on a day, and how it may pay. */
export interface HouseholdAccount {
  rulebook: Rulebook
  household: Household
  bills: Bill[]
  applications: BillApplication[]
  account: Account
  payable: Payable | undefined
  /** Why this season's bill is not there yet though the household waits for it (domain.md BO4); null otherwise. */
  awaited: string | null
}

/** Reads one household of a company as it stands on a civil day; undefined when the company has no such household. */
export async function readHouseholdAccount(
  store: Store,
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
  const account = accountOn(rulebook, bills, applications, on)
  const season = seasonOf(rulebook, on).name
  const hasBill = bills.some((bill) => bill.season === season && bill.kind === 'season')
  const consent = await consentOf(store, rulebook, household, bills.at(-1)?.season)
  return {
    rulebook,
    household,
    bills,
    applications,
    account,
    payable: payableOf(rulebook, household, bills, account, consent),
    awaited: hasBill ? null : await awaitedBy(store, rulebook, household, season),
  }
}

/** What staff said to the household's request to pay a season in parts, where the rulebook asks for it (LZ2). */
async function consentOf(
  store: Store,
  rulebook: Rulebook,
  household: Household,
  season: string | undefined,
): Promise<Exclude<ConsentState, 'automatic'>> {
  if (rulebook.instalments?.consent !== 'staff' || season === undefined) return 'not-asked'
  const filter = { householdId: household.id, kinds: ['instalment-consent'] as const }
  const { rows } = await store.applications.list(filter, 0, 20)
  const last = rows.find((one) => one.season === season && one.status !== 'withdrawn')
  return last?.status === 'granted' || last?.status === 'refused' ? last.status : last ? 'asked' : 'not-asked'
}

async function awaitedBy(
  store: Store,
  rulebook: Rulebook,
  household: Household,
  season: string,
): Promise<string | null> {
  if (awaitedBeforeBilling(rulebook, household, season) === null) return null
  const review = await store.seasonRecords.lowIncomeReview(household.id, season)
  return awaitedBeforeBilling(rulebook, household, season, review?.decision === 'refused' ? review : undefined)
}
