import type { DeskGasSeason } from '../../../contract/consoleGas'
import { subsidyDue } from '../../domain/gasReport/subsidy'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import type { Store } from '../ports'
import { acceptedReadings, gasReportsOf } from './gasReports'

/**
 * How far a home's subsidy of a season is (domain.md BJ8): what was granted and perhaps collected; before that, what is worked
 * out from the accepted readings, at a rate that the rulebook names. Amount in fen, rate in yuan a m³.
 */
export async function gasStanding(
  store: Store,
  rulebook: Rulebook,
  householdId: string,
  season: string,
): Promise<DeskGasSeason['subsidy']> {
  const granted = await store.gasSubsidies.of(householdId, season)
  if (granted) {
    const { cubicMetres, rate, amountFen } = granted
    const collection = await store.gasSubsidies.collectionOf(granted.id)
    return collection
      ? { state: 'collected', cubicMetres, rate, amountFen, on: collection.on }
      : { state: 'granted', cubicMetres, rate, amountFen, on: granted.on }
  }
  const due = subsidyDue(rulebook, acceptedReadings(await gasReportsOf(store, householdId, season)))
  return { cubicMetres: null, rate: null, amountFen: null, on: null, ...due }
}
