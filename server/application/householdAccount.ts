import { type Account, accountOn } from '../domain/account/account'
import { type Payable, payableOf } from '../domain/account/payable'
import type { Bill, BillApplication } from '../domain/bill/bill'
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
  return { rulebook, household, bills, applications, account, payable: payableOf(rulebook, household, bills, account) }
}
