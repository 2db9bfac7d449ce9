import type { Billing, HeatSource, Service, Storeys, Use } from '../../../contract/words'
import type { CivilDate } from '../calendar/civilDate'

/** What a season's fee of a household depends on. Areas are m² and heights are m, as decimal text. */
export interface HouseholdFacts {
  use: Use
  heatSource?: HeatSource
  billing: Billing
  buildingArea?: string
  usableArea?: string
  storeys?: Storeys
  /** Storey height in metres (TS2). */
  storeyHeight?: string
  service: Service
  /** The day of the demolition agreement (TS5). */
  movedOutOn?: CivilDate
}
