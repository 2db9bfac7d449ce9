import type { Verbs } from '../adapters/http/verbs'
import { loadWording } from '../adapters/messages/loadWording'
import { createShowBill } from '../application/bills/showBill'
import { createClaims } from '../application/claims/paymentClaims'
import type { JobWork } from '../application/common/runJobs'
import { createEstimateFee, createShowCompanies } from '../application/companies/companies'
import { createShowHome } from '../application/home/showHome'
import { createHouseholds } from '../application/households/households'
import { createLogIn } from '../application/households/logIn'
import { createStrangers } from '../application/households/strangers'
import { createIssueInvoice } from '../application/invoices/issueInvoice'
import { createRequestInvoice } from '../application/invoices/requestInvoice'
import { createSavedTitles } from '../application/invoices/savedTitles'
import { createShowInvoice } from '../application/invoices/showInvoices'
import { createMessageConsents } from '../application/messages/consents'
import { createOpenReminders, createRemindDue } from '../application/messages/remindDue'
import { createReportShipping } from '../application/messages/reportShipping'
import { createSendMessage } from '../application/messages/sendMessage'
import { createCancelPayment, createConfirmOrder } from '../application/payments/confirmOrder'
import { createAcceptNotification, createProcessInbox } from '../application/payments/notifications'
import { createRefreshKeys } from '../application/payments/refreshKeys'
import { createOrders } from '../application/payments/showOrders'
import { createStartPayment } from '../application/payments/startPayment'
import type { FileJobKind, JobKind, RulebookJobKind, SeasonJobKind } from '../application/ports/work'
import { createGiveRefund } from '../application/refunds/giveRefund'
import type { Base } from './base'
import type { Channels } from './channels'
import { invoiceFilesOf, invoiceProviderOf, invoicesOn } from './invoices'
import type { Shared } from './shared'

/** What goes out to platforms beside money: they have a job loop of their own, so that they hold up no payment. */
export const MESSAGE_JOBS = ['send-message', 'remind-due', 'report-shipping'] as const satisfies readonly JobKind[]

/** Messages to residents and reports to platforms, wired; and the keys of the channels kept fresh. */
export function composeMessages(base: Base, channels: Channels) {
  const ports = {
    ...base,
    channels,
    messengers: channels,
    shipping: channels,
    wording: loadWording(base.settings.projectDir),
  }
  const sendMessage = createSendMessage(ports)
  const remindDue = createRemindDue(ports)
  const reportShipping = createReportShipping(ports)
  const works = {
    'send-message': (job) => sendMessage(job.subject),
    'remind-due': (job) => remindDue(job.subject),
    'report-shipping': (job) => reportShipping(job.subject),
  } satisfies Record<(typeof MESSAGE_JOBS)[number], JobWork>
  return {
    works,
    messages: createMessageConsents(ports),
    refreshKeys: createRefreshKeys(ports),
    openReminders: createOpenReminders(ports),
  }
}

/** The residents' realm and the channels', wired: verbs for the routes, works for the jobs, and the inbox. */
export function composeResidents(base: Base, channels: Channels, { season, afterSeason }: Shared) {
  const { settings, database } = base
  const ports = {
    ...base,
    channels,
    publicUrl: settings.publicUrl,
    mode: settings.mode,
    invoicesOn: invoicesOn(settings),
    realInvoices: settings.mode === 'production',
  }
  const files = invoiceFilesOf(settings)
  const processInbox = createProcessInbox(ports)
  const confirmOrder = createConfirmOrder(ports)
  const giveRefund = createGiveRefund(ports)
  const issueInvoice = createIssueInvoice({
    ...ports,
    provider: invoiceProviderOf(base),
    files,
  })
  const telling = composeMessages(base, channels)
  const verbs: Verbs = {
    fees: createEstimateFee(ports),
    showCompanies: createShowCompanies(ports),
    logIn: createLogIn(ports),
    households: createHouseholds({ ...ports, strangers: createStrangers({ ...base, tell: base.security.tell }) }),
    showHome: createShowHome(ports),
    showBill: createShowBill(ports),
    startPayment: createStartPayment(ports),
    orders: createOrders(ports),
    cancelPayment: createCancelPayment(ports),
    claims: createClaims(ports),
    season: season.residents,
    afterSeason: afterSeason.residents,
    requestInvoice: createRequestInvoice(ports),
    invoices: createShowInvoice({ database, files }),
    invoiceTitles: createSavedTitles({ database }),
    messages: telling.messages,
    acceptNotification: createAcceptNotification(ports),
    processNotification: processInbox.take,
  }
  const works = {
    'confirm-order': (job) => confirmOrder(job.subject),
    'give-refund': (job) => giveRefund(job.subject),
    'issue-invoice': (job) => issueInvoice(job.subject),
    'check-bank-card': (job) => afterSeason.works.checkBankCard(job.subject),
    'write-payout': (job) => afterSeason.works.writePayout(job.subject),
    ...telling.works,
  } satisfies Record<Exclude<JobKind, FileJobKind | SeasonJobKind | RulebookJobKind>, JobWork>
  return { verbs, works, inbox: processInbox, telling }
}
