import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Database } from '../ports/database'
import type { Clock, Ids, Photos } from '../ports/system'
import { createAskService } from './askService'
import { USE_CHANGE } from './changeUse'
import { createProposeGasCollection } from './collectGasSubsidy'
import { SERVICE_DONE } from './completeService'
import { createAskConsent, createGrantConsent } from './consent'
import { createDecideService } from './decideService'
import { createReportGas, createReviewGas } from './gasReports'
import { createProposeGasSubsidy } from './grantGasSubsidy'
import { createProposeHouseholdAction } from './householdActions'
import { MOVE_OUT } from './recordMoveOut'
import { createProposeReduction } from './reduceBill'
import { LOW_INCOME_REVIEW } from './reviewLowIncome'
import { createProposeSeasonDates } from './setSeasonDates'
import { createDeskGas, createShowGas } from './showGas'
import {
  createAwaitingReview,
  createRefuseServiceRequest,
  createShowServiceRequests,
  createWithdrawServiceRequest,
} from './showServiceRequests'
import { createMeasureTemperature, createReportTemperature } from './temperature'

export interface SeasonPorts {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  photos: Photos
}

/** What is done in a season beside paying, each verb made once: by residents, and by staff at the desk. */
export function createSeason(ports: SeasonPorts) {
  const applications = createShowServiceRequests(ports)
  return {
    residents: {
      service: createAskService(ports),
      consent: createAskConsent(ports),
      temperature: createReportTemperature(ports),
      reportGas: createReportGas(ports),
      showGas: createShowGas(ports),
      applications,
      withdraw: createWithdrawServiceRequest(ports),
    },
    desk: {
      applications,
      service: createDecideService(ports),
      grantConsent: createGrantConsent(ports),
      measure: createMeasureTemperature(ports),
      proposeReduction: createProposeReduction(ports),
      gas: createReviewGas(ports),
      gasOfHousehold: createDeskGas(ports),
      proposeGasSubsidy: createProposeGasSubsidy(ports),
      proposeGasCollection: createProposeGasCollection(ports),
      refuse: createRefuseServiceRequest(ports),
      proposeSeasonDates: createProposeSeasonDates(ports),
      proposeServiceDone: createProposeHouseholdAction(SERVICE_DONE, ports),
      proposeLowIncomeReview: createProposeHouseholdAction(LOW_INCOME_REVIEW, ports),
      awaitingReview: createAwaitingReview(ports),
      proposeUseChange: createProposeHouseholdAction(USE_CHANGE, ports),
      proposeMoveOut: createProposeHouseholdAction(MOVE_OUT, ports),
      /** Every time that dates of a season were set, newest first. */
      seasonDates: async (company: string | undefined) =>
        (await ports.database.read.seasonRecords.seasonDates())
          .filter((record) => company === undefined || record.company === company)
          .reverse(),
    },
  }
}

export type Season = ReturnType<typeof createSeason>
