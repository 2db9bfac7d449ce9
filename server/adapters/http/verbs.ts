import type { createShowBill } from '../../application/bills/showBill'
import type { createClaims } from '../../application/claims/paymentClaims'
import type { createEstimateFee, createShowCompanies } from '../../application/companies/companies'
import type { AfterSeason } from '../../application/heatSettlement'
import type { createShowHome } from '../../application/home/showHome'
import type { createHouseholds } from '../../application/households/households'
import type { createLogIn } from '../../application/households/logIn'
import type { createRequestInvoice } from '../../application/invoices/requestInvoice'
import type { createSavedTitles } from '../../application/invoices/savedTitles'
import type { createShowInvoice } from '../../application/invoices/showInvoices'
import type { createMessageConsents } from '../../application/messages/consents'
import type { createCancelPayment } from '../../application/payments/confirmOrder'
import type { createAcceptNotification } from '../../application/payments/notifications'
import type { createOrders } from '../../application/payments/showOrders'
import type { createStartPayment } from '../../application/payments/startPayment'
import type { InboxEntry } from '../../application/ports/work'
import type { Season } from '../../application/season'
import type { createIdempotent } from './idempotent'
import type { createResidentAuth } from './residentAuth'

/** What the routes can ask for; wired in main. */
export interface Verbs {
  fees: ReturnType<typeof createEstimateFee>
  showCompanies: ReturnType<typeof createShowCompanies>
  logIn: ReturnType<typeof createLogIn>
  households: ReturnType<typeof createHouseholds>
  showHome: ReturnType<typeof createShowHome>
  showBill: ReturnType<typeof createShowBill>
  startPayment: ReturnType<typeof createStartPayment>
  orders: ReturnType<typeof createOrders>
  cancelPayment: ReturnType<typeof createCancelPayment>
  claims: ReturnType<typeof createClaims>
  season: Season['residents']
  afterSeason: AfterSeason['residents']
  requestInvoice: ReturnType<typeof createRequestInvoice>
  invoices: ReturnType<typeof createShowInvoice>
  invoiceTitles: ReturnType<typeof createSavedTitles>
  messages: ReturnType<typeof createMessageConsents>
  acceptNotification: ReturnType<typeof createAcceptNotification>
  /** Starts processing an inbox entry; returns at once (M9). */
  processNotification(entry: InboxEntry): void
}

/** The residents' realm: who may pass, and requests that have one effect. */
export interface Realm {
  auth: ReturnType<typeof createResidentAuth>
  idempotent: ReturnType<typeof createIdempotent>
}
