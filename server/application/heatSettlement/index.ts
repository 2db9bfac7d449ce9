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

/** What is done after a season, each verb made once: by residents, by staff and operators at the desk, and by the kind of job. */
export function createAfterSeason(ports: AfterSeasonPorts) {
  const checkBankCard = createCheckBankCard(ports)
  const writePayout = createWritePayout(ports)
  const photos = createRefundPhotos(ports)
  return {
    residents: {
      show: createShowSettlement(ports),
      object: createObjectToSettlement(ports),
      keepPhoto: photos.keep,
      apply: createApplyForRefund({ ...ports, checkBankCard }),
    },
    desk: {
      lists: createSettlementLists(ports),
      importReadings: createImportReadings(ports),
      settle: createSettleSeason(ports),
      proposePublication: createProposePublication(ports),
      proposeCarryOver: createProposeCarryOver(ports),
      signAgreement: createSignAgreement(ports),
      proposeMeterTest: createProposeMeterTest(ports),
      previewMeterTest: createPreviewMeterTest(ports),
      refunds: createRefundDesk({ ...ports, checkBankCard }),
      showPhoto: photos.show,
      proposePayout: createProposePayout(ports),
      payoutFile: writePayout.file,
      importPayouts: createImportPayouts(ports),
      exchangePayouts: createExchangePayouts({ ...ports, write: writePayout.write }),
      ...seasonWorks(ports),
    },
    works: { checkBankCard, writePayout: writePayout.write },
  }
}

export type AfterSeason = ReturnType<typeof createAfterSeason>

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
