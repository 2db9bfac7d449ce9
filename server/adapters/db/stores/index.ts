import type { EntityManager } from 'typeorm'
import type { Store } from '../../../application/ports'
import { approvalStore } from './approvals'
import { auditStore } from './audit'
import { billStore, ledgerStore } from './bills'
import { channelClaimStore } from './channelClaims'
import { closingStore } from './closings'
import { deskReader } from './desk'
import { differenceStore } from './differences'
import { fileFetchStore, inboxFileStore } from './files'
import { followUpStore } from './followUps'
import { gasSubsidyStore } from './gasSubsidies'
import { bindingStore, householdStore, residentStore } from './households'
import { invoiceStore } from './invoices'
import { ledgerChainStore } from './ledgerChain'
import { messageConsentStore, messageStore } from './messages'
import { claimStore, orderStore, paymentStore, suspenseStore } from './payments'
import { payoutStore, refundApplicationStore } from './payouts'
import { billFileStore, reconciliationStore, refundStore } from './reconciliation'
import { refundCardStore, strayRefundStore } from './refundCards'
import { reportReader } from './reports'
import { applicationStore, seasonRecordStore } from './season'
import { objectionStore, publicationStore, readingStore, settlementStore } from './settlements'
import { settlingStore } from './settling'
import { loginFailureStore, staffSessionStore, staffStore } from './staff'
import { voucherExportStore } from './vouchers'
import { idempotencyStore, inboxStore, jobStore, sequenceStore } from './work'

/** All stores over one manager: the readers', or a transaction's. */
export function createStore(manager: EntityManager): Store {
  return {
    households: householdStore(manager),
    bills: billStore(manager),
    orders: orderStore(manager),
    payments: paymentStore(manager),
    suspense: suspenseStore(manager),
    claims: claimStore(manager),
    ledger: ledgerStore(manager),
    ledgerChain: ledgerChainStore(manager),
    inbox: inboxStore(manager),
    jobs: jobStore(manager),
    messages: messageStore(manager),
    messageConsents: messageConsentStore(manager),
    residents: residentStore(manager),
    bindings: bindingStore(manager),
    invoices: invoiceStore(manager),
    idempotency: idempotencyStore(manager),
    sequences: sequenceStore(manager),
    refunds: refundStore(manager),
    refundCards: refundCardStore(manager),
    strayRefunds: strayRefundStore(manager),
    followUps: followUpStore(manager),
    billFiles: billFileStore(manager),
    reconciliation: reconciliationStore(manager),
    fileFetches: fileFetchStore(manager),
    inboxFiles: inboxFileStore(manager),
    differences: differenceStore(manager),
    channelClaims: channelClaimStore(manager),
    closings: closingStore(manager),
    audit: auditStore(manager),
    approvals: approvalStore(manager),
    staff: staffStore(manager),
    staffSessions: staffSessionStore(manager),
    loginFailures: loginFailureStore(manager),
    desk: deskReader(manager),
    reports: reportReader(manager),
    vouchers: voucherExportStore(manager),
    applications: applicationStore(manager),
    seasonRecords: seasonRecordStore(manager),
    gasSubsidies: gasSubsidyStore(manager),
    readings: readingStore(manager),
    settlements: settlementStore(manager),
    publications: publicationStore(manager),
    objections: objectionStore(manager),
    refundApplications: refundApplicationStore(manager),
    payouts: payoutStore(manager),
    settling: settlingStore(manager),
  }
}
