import type { HouseholdFacts } from '../tariff/household'
import type { Registration } from './columns'

/** What a season's fee depends on, from what is registered of a household. */
export function factsOf(household: Registration): HouseholdFacts {
  return {
    use: household.use,
    heatSource: household.heatSource ?? undefined,
    billing: household.billing,
    buildingArea: household.buildingArea,
    usableArea: household.usableArea ?? undefined,
    storeys: household.storeys ?? undefined,
    storeyHeight: household.storeyHeight ?? undefined,
    service: household.service,
    movedOutOn: household.movedOutOn ?? undefined,
  }
}
