import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { Photos } from '../photoPort'
import type { Clock, Database, Ids } from '../ports'
import { createAskService } from './askService'
import { createAwaitingReview } from './awaitingReview'
import { createChangeUse } from './changeUse'
import { createProposeGasCollection } from './collectGasSubsidy'
import { createAskConsent, createGrantConsent } from './consent'
import { createDecideService } from './decideService'
import { createDeskGas } from './deskGas'
import { createReportGas } from './gasReports'
import { createProposeGasSubsidy } from './grantGasSubsidy'
import { createMeasureTemperature } from './measureTemperature'
import { createRecordMoveOut } from './recordMoveOut'
import { createProposeReduction } from './reduceBill'
import { createRefuseApplication, createWithdrawApplication } from './refuseApplication'
import { createReviewGas } from './reviewGas'
import { createReviewLowIncome } from './reviewLowIncome'
import { createSetSeasonDates } from './setSeasonDates'
import { createShowApplications } from './showApplications'
import { createShowGas } from './showGas'
import { createReportTemperature } from './temperature'

export interface SeasonPorts {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  photos: Photos
  /** Makes this process use dates of a season that were just set. */
  refresh: () => Promise<void>
}

/** What residents do in a season beside paying. */
export function createSeasonForResidents(ports: SeasonPorts) {
  return {
    service: createAskService(ports),
    consent: createAskConsent(ports),
    temperature: createReportTemperature(ports),
    reportGas: createReportGas(ports),
    showGas: createShowGas(ports),
    applications: createShowApplications(ports),
    withdraw: createWithdrawApplication(ports),
  }
}

/** What staff do in a season beside money. */
export function createSeasonDesk(ports: SeasonPorts) {
  return {
    applications: createShowApplications(ports),
    service: createDecideService(ports),
    grantConsent: createGrantConsent(ports),
    measure: createMeasureTemperature(ports),
    proposeReduction: createProposeReduction(ports),
    gas: createReviewGas(ports),
    gasOfHousehold: createDeskGas(ports),
    proposeGasSubsidy: createProposeGasSubsidy(ports),
    proposeGasCollection: createProposeGasCollection(ports),
    refuse: createRefuseApplication(ports),
    setSeasonDates: createSetSeasonDates(ports),
    reviewLowIncome: createReviewLowIncome(ports),
    awaitingReview: createAwaitingReview(ports),
    changeUse: createChangeUse(ports),
    recordMoveOut: createRecordMoveOut(ports),
    /** Every time that dates of a season were set, newest first. */
    seasonDates: async (company: string | undefined) =>
      (await ports.database.read.seasonRecords.seasonDates())
        .filter((record) => company === undefined || record.company === company)
        .reverse(),
  }
}
