import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { BankCardChecker, PayoutArchive, PayoutBank, PayoutLayout } from '../bankPort'
import { createCarryThrough } from '../carryThrough'
import type { Photos } from '../photoPort'
import type { Clock, Database, Ids, Log } from '../ports'
import { isRefusal, type Refusal } from '../refusal'
import type { JobWork } from '../runJobs'
import { createApplyForRefund } from './applyForRefund'
import { createCarryOver } from './carryOver'
import { createCheckBankCard } from './checkBankCard'
import { createExchangePayouts } from './exchangePayouts'
import { createImportPayouts } from './importPayouts'
import { createImportReadings } from './importReadings'
import { createSettlementLists } from './lists'
import { createObjectToSettlement } from './objectToSettlement'
import { createProposePayout } from './payoutBatch'
import { createPublishSettlements } from './publishSettlements'
import { createRefundDesk } from './refundDesk'
import { createRefundPhotos } from './refundPhotos'
import type { SeasonJobKind } from './seasonJobs'
import { approvedWork, createProposeCarryOver, createProposePublication, seasonJob } from './seasonWork'
import { createSettleSeason } from './settleSeason'
import { createShowSettlement } from './showSettlement'
import { createSignAgreement } from './signAgreement'
import { createPreviewMeterTest, createProposeMeterTest } from './testMeter'
import { createWritePayout } from './writePayout'

export interface AfterSeasonPorts {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  log: Log
  /** Sealed: identity cards and bank cards. */
  photos: Photos
  checker: BankCardChecker
  layout: PayoutLayout
  archive: PayoutArchive
  /** The line over which payout files go and come; absent where they are carried by hand. */
  bank: PayoutBank | undefined
}

/** What residents do after a season. */
export function createAfterSeasonForResidents(ports: AfterSeasonPorts) {
  const checkBankCard = createCheckBankCard(ports)
  return {
    show: createShowSettlement(ports),
    object: createObjectToSettlement(ports),
    keepPhoto: createRefundPhotos(ports).keep,
    apply: createApplyForRefund({ ...ports, checkBankCard }),
  }
}

/** What staff and operators do after a season. */
export function createAfterSeasonDesk(ports: AfterSeasonPorts) {
  const checkBankCard = createCheckBankCard(ports)
  const writePayout = createWritePayout(ports)
  return {
    lists: createSettlementLists(ports),
    importReadings: createImportReadings(ports),
    settle: createSettleSeason(ports),
    proposePublication: createProposePublication(ports),
    proposeCarryOver: createProposeCarryOver(ports),
    signAgreement: createSignAgreement(ports),
    proposeMeterTest: createProposeMeterTest(ports),
    previewMeterTest: createPreviewMeterTest(ports),
    refunds: createRefundDesk({ ...ports, checkBankCard }),
    showPhoto: createRefundPhotos(ports).show,
    proposePayout: createProposePayout(ports),
    payoutFile: writePayout.file,
    importPayouts: createImportPayouts(ports),
    exchangePayouts: createExchangePayouts({ ...ports, write: writePayout.write }),
    ...seasonWorks(ports),
  }
}

/** What two people agreed on for a whole season, by the kind of job; and the same done at once, for the command line. */
function seasonWorks(ports: AfterSeasonPorts) {
  const publish = createPublishSettlements(ports)
  const carryOver = createCarryOver(ports)
  const done = (outcome: object | Refusal): null => {
    // What was agreed on can have been done meanwhile, e.g. by another proposal on some of the estates.
    if (isRefusal(outcome)) ports.log.warn({ because: outcome.refused }, 'season not carried out')
    return null
  }
  const works: Record<SeasonJobKind, JobWork> = {
    'publish-settlements': async (job) => {
      const { proposedAt, ...work } = await approvedWork(ports.database, job)
      return done(await publish({ ...work, workedOutBy: proposedAt }))
    },
    'carry-over': async (job) => done(await carryOver(await approvedWork(ports.database, job))),
  }
  const at = (deed: SeasonJobKind) => createCarryThrough(ports, (id) => seasonJob({ id, deed }), works[deed])
  const carryThrough = { 'publish-settlements': at('publish-settlements'), 'carry-over': at('carry-over') }
  return { publish, carryOver, works, carryThrough }
}

/** Background work after a season, by the kind of job. */
export function createAfterSeasonWorks(ports: AfterSeasonPorts) {
  return { checkBankCard: createCheckBankCard(ports), writePayout: createWritePayout(ports).write }
}
