import type { HouseholdCard } from '../../../contract/resident'
import { addressOf, maskAddress, maskOwner } from '../../domain/household/household'
import type { Binding } from '../../domain/resident/resident'
import type { HouseholdAccount } from '../householdAccount'

/**
 * A household as a resident may see it: masked, unless his binding was verified (faults.md, API and identity).
 */
export function householdCard(found: HouseholdAccount, binding: Binding | undefined): HouseholdCard {
  const { household } = found
  const saved = binding !== undefined && binding.endedAt === null
  const verified = saved && binding.verifiedAt !== null
  return {
    id: household.id,
    company: household.company,
    userCode: household.userCode,
    ...shownTo(found, verified),
    verified,
    saved,
    due: dueOf(found),
  }
}

/** Owner and address, in full for those who proved that they may see them. */
export function shownTo({ household }: Pick<HouseholdAccount, 'household'>, verified: boolean) {
  return verified
    ? { owner: household.owner, address: addressOf(household) }
    : { owner: maskOwner(household.owner), address: maskAddress(household) }
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
