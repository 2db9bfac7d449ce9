import type { EntityManager } from 'typeorm'
import type { Store } from '../../../application/ports/database'
import { accountBookStore } from './accountBook'
import { approvalStore } from './approvals'
import { anchorStore, auditStore } from './audit'
import { bankMatchingStore } from './bankMatching'
import { billStore } from './bills'
import { channelFileStore } from './channelFiles'
import { closingStore } from './closings'
import { guessCountStore } from './counts'
import { deskReader } from './desk'
import { channelClaimStore, differenceStore } from './differences'
import { fileFetchStore, inboxFileStore } from './fileFetches'
import { followUpStore } from './followUps'
import { objectionStore, publicationStore, readingStore, settlementStore } from './heatSettlement'
import { bindingStore, householdStore, residentStore } from './households'
import { invoiceStore, invoiceTitleStore } from './invoices'
import { ledgerChainStore, ledgerStore } from './ledger'
import { messageConsentStore, messageStore } from './messages'
import { claimStore, orderStore, paymentStore, suspenseStore } from './payments'
import { payoutStore, refundApplicationStore } from './payouts'
import { reconciliationStore } from './reconciliation'
import { refundCardStore, refundStore, strayRefundStore } from './refunds'
import { reportReader, voucherExportStore } from './reports'
import { retentionStore } from './retention'
import { rulebookVersionStore } from './rulebooks'
import { gasSubsidyStore, seasonRecordStore, serviceRequestStore } from './season'
import { securityEventStore } from './securityEvents'
import { loginFailureStore, staffSessionStore, staffStore } from './staff'
import { statementMappingStore } from './statementMappings'
import { watchReader } from './watch'
import { idempotencyStore, inboxStore, jobStore, sequenceStore } from './work'
import { workItemStore } from './workItems'

/** All stores over one manager: the readers', or a transaction's. */
export function createStore(manager: EntityManager): Store {
  const store: Store = {
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
    invoiceTitles: invoiceTitleStore(manager),
    idempotency: idempotencyStore(manager),
    sequences: sequenceStore(manager),
    refunds: refundStore(manager),
    refundCards: refundCardStore(manager),
    strayRefunds: strayRefundStore(manager),
    followUps: followUpStore(manager),
    channelFiles: channelFileStore(manager),
    reconciliation: reconciliationStore(manager),
    fileFetches: fileFetchStore(manager),
    inboxFiles: inboxFileStore(manager),
    differences: differenceStore(manager),
    channelClaims: channelClaimStore(manager),
    closings: closingStore(manager),
    audit: auditStore(manager),
    anchors: anchorStore(manager),
    approvals: approvalStore(manager),
    staff: staffStore(manager),
    staffSessions: staffSessionStore(manager),
    loginFailures: loginFailureStore(manager),
    guessCounts: guessCountStore(manager),
    securityEvents: securityEventStore(manager),
    desk: deskReader(manager),
    reports: reportReader(manager),
    vouchers: voucherExportStore(manager),
    watch: watchReader(manager),
    retention: retentionStore(manager),
    workItems: workItemStore(manager),
    applications: serviceRequestStore(manager),
    seasonRecords: seasonRecordStore(manager),
    gasSubsidies: gasSubsidyStore(manager),
    readings: readingStore(manager),
    settlements: settlementStore(manager),
    publications: publicationStore(manager),
    objections: objectionStore(manager),
    refundApplications: refundApplicationStore(manager),
    payouts: payoutStore(manager),
    bankMatching: bankMatchingStore(manager),
    accountBook: accountBookStore(manager),
    statementMappings: statementMappingStore(manager),
    rulebookVersions: rulebookVersionStore(manager),
    whole: () => store,
  }
  return store
}
