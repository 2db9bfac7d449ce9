import type {
  ApplicationsAnswer,
  ApplicationView,
  ConsentAnswer,
  GasAnswer,
  ServiceAnswer,
  SuspensionRequest,
  TemperatureAnswer,
} from '../../contract/applications'
import type { ClaimView } from '../../contract/claims'
import type { CompaniesAnswer } from '../../contract/company'
import type { EstimateAnswer, FeeSheet } from '../../contract/estimates'
import type { MessageConsentsAnswer, MessageTemplatesAnswer } from '../../contract/messages'
import type {
  BillAnswer,
  HistoryAnswer,
  HouseholdCard,
  HouseholdsAnswer,
  InvoiceRequest,
  InvoicesAnswer,
  InvoiceView,
  OrderAnswer,
  OrderRequest,
  OrderView,
  SavedTitlesAnswer,
} from '../../contract/resident'
import type { ObjectionView, PHOTO_KINDS, RefundView, SettlementAnswer } from '../../contract/settlements'
import type { HeatUnit } from '../../contract/words'
import type { PayOutcome } from '../payment/outcome'
import type { ChosenPhoto } from '../platform/ports'
import { type Answer, send, sendForm } from './send'
import { asResident, sendAs, tokenOf, type Who } from './session'

export type PhotoKind = (typeof PHOTO_KINDS)[number]

/** What the requests below are made with: as this resident of this company. */
export interface Means {
  get<T>(path: string): Promise<Answer<T>>
  post<T>(path: string, body?: object): Promise<Answer<T>>
  /** A form with one picture, sent as the file named `photo`. */
  form<T>(path: string, fields: Record<string, string>, photo: ChosenPhoto): Promise<Answer<T>>
}

export interface RefundDetails {
  owner: string
  identityNumber: string
  bankCard: string
  phone: string
}

const id = encodeURIComponent

const of = (household: string, what: string) => `/api/households/${id(household)}/${what}`

/** What a household asks for in a season and after it, and what becomes of it. */
export function seasonRequests({ get, post, form }: Means) {
  return {
    service: (household: string) => get<ServiceAnswer>(of(household, 'suspensions')),
    askService: (household: string, kind: 'suspension' | 'resumption', request: SuspensionRequest) =>
      post<ApplicationView>(of(household, `${kind}s`), request),
    consent: (household: string) => get<ConsentAnswer>(of(household, 'instalment-consents')),
    askConsent: (household: string, words: string) =>
      post<ApplicationView>(of(household, 'instalment-consents'), { words }),
    temperature: (household: string) => get<TemperatureAnswer>(of(household, 'temperature-reports')),
    reportTemperature: (household: string, words: string) =>
      post<ApplicationView>(of(household, 'temperature-reports'), { words }),
    gas: (household: string) => get<GasAnswer>(of(household, 'gas-reports')),
    reportGas: (household: string, reading: { cubicMetres: string; meterNumber: string }, photo: ChosenPhoto) =>
      form<ApplicationView>(of(household, 'gas-reports'), reading, photo),
    applications: () => get<ApplicationsAnswer>('/api/applications'),
    application: (application: string) => get<ApplicationView>(`/api/applications/${id(application)}`),
    withdraw: (application: string) => post<ApplicationView>(`/api/applications/${id(application)}/withdraw`),
    confirmMean: (application: string, mean: { month: string; meanCelsius: string }) =>
      post<ApplicationView>(`/api/applications/${id(application)}/confirm`, mean),
    settlement: (household: string) => get<SettlementAnswer>(of(household, 'settlement')),
    objectTo: (household: string, season: string, words: string) =>
      post<ObjectionView>(of(household, 'settlement-objections'), {
        season,
        acknowledged: true,
        ...(words ? { words } : {}),
      }),
    keepPhoto: (household: string, kind: PhotoKind, photo: ChosenPhoto) =>
      form<{ id: string }>(of(household, 'refund-photos'), { kind }, photo),
    applyForRefund: (household: string, season: string, details: RefundDetails, photoIds: readonly string[]) =>
      post<{ refund: RefundView; cardLooksWrong: boolean }>(of(household, 'refund-applications'), {
        season,
        noObjection: true,
        ...details,
        photoIds,
      }),
    claim: (orderNo: string, request: { userCode: string; reason: string }) =>
      post<ClaimView>(`/api/orders/${id(orderNo)}/claim`, request),
    claims: () => get<{ claims: ClaimView[] }>('/api/claims'),
  }
}

/** Which messages the resident may be asked about, and which he accepted just now. */
export function messageRequests({ get, post }: Pick<Means, 'get' | 'post'>) {
  return {
    messageTemplates: () => get<MessageTemplatesAnswer>('/api/message-templates'),
    agreeToMessages: (accepted: readonly string[]) =>
      post<MessageConsentsAnswer>('/api/message-consents', { accepted }),
  }
}

/** What the fee calculator asks; the server knows which of it a company needs. */
export interface EstimateQuestion {
  company: string
  season: string
  use: string
  heatSource?: string
  buildingArea?: string
  usableArea?: string
  areas?: Record<string, string>
  storeys?: string
  storeyHeight?: string
  billing?: 'metered'
  heat?: { quantity: string; unit: HeatUnit }
}

export interface GasQuestion {
  company: string
  home: 'ordinary' | 'wall-boiler'
  cubicMetres: string
}

/** What needs no login. */
export const openApi = {
  companies: async (): Promise<Answer<CompaniesAnswer>> =>
    (await send<CompaniesAnswer>({ method: 'GET', path: '/api/companies' })).answer,
  estimate: async (body: EstimateQuestion): Promise<Answer<EstimateAnswer>> =>
    (await send<EstimateAnswer>({ method: 'POST', path: '/api/estimates', body })).answer,
  estimateGas: async (body: GasQuestion): Promise<Answer<FeeSheet>> =>
    (await send<FeeSheet>({ method: 'POST', path: '/api/estimates/gas', body })).answer,
}

export interface SaveHousehold {
  userCode: string
  relation: 'own' | 'family'
  proof?: string
}

/** The resident's realm of the API, as this resident of this company. */
export function residentApi(who: Who) {
  const get = <T>(path: string) => sendAs<T>(who, { method: 'GET', path })
  const post = <T>(path: string, body?: object, headers?: Record<string, string>) =>
    sendAs<T>(who, { method: 'POST', path, body: body ?? {}, headers })
  const form = <T>(path: string, fields: Record<string, string>, photo: ChosenPhoto) =>
    asResident<T>(who, (authorized) => sendForm<T>(path, authorized, fields, photo))
  const id = encodeURIComponent
  return {
    ...seasonRequests({ get, post, form }),
    ...messageRequests({ get, post }),
    who,
    logIn: () => tokenOf(who),
    lookUp: (userCode: string) => post<HouseholdCard>('/api/households/lookup', { userCode }),
    save: (household: SaveHousehold) => post<HouseholdCard>('/api/households', household),
    remove: (household: string) => sendAs<unknown>(who, { method: 'DELETE', path: `/api/households/${id(household)}` }),
    households: () => get<HouseholdsAnswer>('/api/households'),
    bill: (household: string) => get<BillAnswer>(`/api/households/${id(household)}/bill`),
    order: (order: OrderRequest, key: string) => post<OrderAnswer>('/api/orders', order, { 'Idempotency-Key': key }),
    resume: (no: string) => post<OrderAnswer>(`/api/orders/${id(no)}/pay-parameters`),
    orderView: (no: string) => get<OrderView>(`/api/orders/${id(no)}`),
    tellOutcome: (no: string, outcome: PayOutcome) => post<unknown>(`/api/orders/${id(no)}/client-result`, { outcome }),
    cancel: (no: string) => post<OrderView>(`/api/orders/${id(no)}/cancel`),
    history: () => get<HistoryAnswer>('/api/orders'),
    askInvoice: (request: InvoiceRequest) => post<InvoiceView>('/api/invoices', request),
    invoices: () => get<InvoicesAnswer>('/api/invoices'),
    invoiceTitles: () => get<SavedTitlesAnswer>('/api/invoice-titles'),
    forgetTitle: (title: string) =>
      sendAs<unknown>(who, { method: 'DELETE', path: `/api/invoice-titles/${id(title)}` }),
    invoice: (invoice: string) => get<InvoiceView>(`/api/invoices/${id(invoice)}`),
    pdfAddress: (invoice: string) => `${API_BASE}/api/invoices/${id(invoice)}/pdf`,
    /** A token for what the platform downloads by itself; asking for the invoice first renews an expired one. */
    freshToken: async (invoice: string) =>
      (await get<InvoiceView>(`/api/invoices/${id(invoice)}`)).ok ? tokenOf(who) : undefined,
  }
}

export type ResidentApi = ReturnType<typeof residentApi>
