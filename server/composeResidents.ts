import path from 'node:path'
import type { Verbs } from './adapters/http/verbs'
import { invoiceFolder } from './adapters/invoices/folder'
import { loadInvoicePolicy } from './adapters/invoices/loadPolicy'
import { createAcceptNotification } from './application/acceptNotification'
import { createAfterSeasonForResidents, createAfterSeasonWorks } from './application/afterSeason'
import type { SeasonJobKind } from './application/afterSeason/seasonJobs'
import { createClaims } from './application/claims/claimPayment'
import { createCancelPayment } from './application/closeOrder'
import { createConfirmOrder } from './application/confirmOrder'
import { createEstimateFee } from './application/estimateFee'
import type { FileJobKind } from './application/files/fileJobs'
import { createHouseholds } from './application/households'
import { createIssueInvoice } from './application/invoices/issueInvoice'
import { createRequestInvoice } from './application/invoices/requestInvoice'
import { createShowInvoice } from './application/invoices/showInvoice'
import { createLogIn } from './application/logIn'
import type { JobKind } from './application/ports'
import { createProcessInbox } from './application/processInbox'
import { createGiveRefund } from './application/refunds/giveRefund'
import type { JobWork } from './application/runJobs'
import { createSeasonForResidents } from './application/season'
import { createShowBill } from './application/showBill'
import { createShowCompanies } from './application/showCompanies'
import { createOrders } from './application/showOrders'
import { createStartPayment } from './application/startPayment'
import type { Base } from './compose'
import { afterSeasonPorts } from './composeAfterSeason'
import type { Channels } from './composeChannels'
import { invoiceProviderOf, invoicesOn } from './composeInvoices'
import { composeMessages } from './composeMessages'
import { seasonPorts } from './composeSeason'

/** The residents' realm and the channels', wired: verbs for the routes, works for the jobs, and the inbox. */
export function composeResidents(base: Base, channels: Channels) {
  const { settings, database, log } = base
  const ports = {
    ...base,
    channels,
    publicUrl: settings.publicUrl,
    mode: settings.mode,
    invoicesOn: invoicesOn(settings),
  }
  const files = invoiceFolder(path.join(settings.dataDir, 'invoices'))
  const inbox = createProcessInbox(ports)
  const confirmOrder = createConfirmOrder(ports)
  const giveRefund = createGiveRefund(ports)
  const issueInvoice = createIssueInvoice({
    ...ports,
    policy: loadInvoicePolicy(settings.projectDir),
    provider: invoiceProviderOf(base),
    files,
  })
  const telling = composeMessages(base, channels)
  const later = afterSeasonPorts(base)
  const afterSeason = createAfterSeasonWorks(later)
  const verbs: Verbs = {
    fees: createEstimateFee(ports),
    showCompanies: createShowCompanies(ports),
    logIn: createLogIn(ports),
    households: createHouseholds(ports),
    showBill: createShowBill(ports),
    startPayment: createStartPayment(ports),
    orders: createOrders(ports),
    cancelPayment: createCancelPayment(ports),
    claims: createClaims(ports),
    season: createSeasonForResidents(seasonPorts(base)),
    afterSeason: createAfterSeasonForResidents(later),
    requestInvoice: createRequestInvoice(ports),
    invoices: createShowInvoice({ database, files }),
    messages: telling.messages,
    acceptNotification: createAcceptNotification(ports),
    processNotification: (id) => {
      inbox
        .one(id)
        .catch((error: unknown) => log.error({ inbox: id, error: String(error) }, 'notification not processed yet'))
    },
  }
  const works = {
    'confirm-order': (job) => confirmOrder(job.subject),
    'give-refund': (job) => giveRefund(job.subject),
    'issue-invoice': (job) => issueInvoice(job.subject),
    'check-bank-card': (job) => afterSeason.checkBankCard(job.subject),
    'write-payout': (job) => afterSeason.writePayout(job.subject),
    ...telling.works,
  } satisfies Record<Exclude<JobKind, FileJobKind | SeasonJobKind>, JobWork>
  return { verbs, works, inbox, telling }
}
