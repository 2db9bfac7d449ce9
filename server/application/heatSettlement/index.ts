import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { createCarryOver } from '../bills/carryOver'
import { isRefusal, type Refusal, type RefusalCode } from '../common/refusal'
import { createRunApprovedJob } from '../common/runApprovedJob'
import type { JobWork } from '../common/runJobs'
import type { BankCardChecker, PayoutArchive, PayoutBank, PayoutLayout } from '../ports/banks'
import type { Database } from '../ports/database'
import type { Clock, Ids, Log, Photos } from '../ports/system'
import type { SeasonJobKind } from '../ports/work'
import { createCheckBankCard } from '../refunds/checkBankCard'
import { createApplyForRefund, createRefundPhotos } from './applyForRefund'
import { createExchangePayouts, createWritePayout } from './exchangePayouts'
import { createImportPayouts } from './importPayouts'
import { createImportReadings } from './importReadings'
import { createSettlementLists } from './lists'
import { createObjectToSettlement, createSignAgreement } from './objections'
import { createProposePayout } from './payoutBatch'
import { createPublishSettlements } from './publishSettlements'
import { createRefundDesk } from './refundDesk'
import { approvedWork, createProposeCarryOver, createProposePublication, seasonJob } from './seasonWork'
import { createSettleSeason } from './settleSeason'
import { createShowSettlement } from './showSettlement'
import { createPreviewMeterTest, createProposeMeterTest } from './testMeter'

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
  const done = (outcome: object | Refusal<RefusalCode>): null => {
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
  const at = (deed: SeasonJobKind) => createRunApprovedJob(ports, (id) => seasonJob({ id, deed }), works[deed])
  const runApprovedJob = { 'publish-settlements': at('publish-settlements'), 'carry-over': at('carry-over') }
  return { publish, carryOver, works, runApprovedJob }
}

/** Background work after a season, by the kind of job. */
export function createAfterSeasonWorks(ports: AfterSeasonPorts) {
  return { checkBankCard: createCheckBankCard(ports), writePayout: createWritePayout(ports).write }
}
