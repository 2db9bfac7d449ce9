import type { HouseholdCard } from '../../contract/resident'

let found: HouseholdCard | undefined

/** The household that a lookup has just found, so that the next page need not look it up again (lookups are limited). */
export const foundHousehold = {
  keep(card: HouseholdCard) {
    found = card
  },
  take: (userCode: string) => (found?.userCode === userCode ? found : undefined),
}
