import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { BankCardChecker, PayoutArchive, PayoutBank, PayoutLayout } from '../bankPort'
import type { Photos } from '../photoPort'
import type { Clock, Database, Ids, Log } from '../ports'
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
    publish: createPublishSettlements(ports),
    signAgreement: createSignAgreement(ports),
    proposeMeterTest: createProposeMeterTest(ports),
    previewMeterTest: createPreviewMeterTest(ports),
    refunds: createRefundDesk({ ...ports, checkBankCard }),
    showPhoto: createRefundPhotos(ports).show,
    proposePayout: createProposePayout(ports),
    payoutFile: writePayout.file,
    importPayouts: createImportPayouts(ports),
    exchangePayouts: createExchangePayouts({ ...ports, write: writePayout.write }),
    carryOver: createCarryOver(ports),
  }
}

/** Background work after a season, by the kind of job. */
export function createAfterSeasonWorks(ports: AfterSeasonPorts) {
  return { checkBankCard: createCheckBankCard(ports), writePayout: createWritePayout(ports).write }
}
