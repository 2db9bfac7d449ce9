import type { CompaniesAnswer } from '../../contract/company'
import type { EstimateAnswer, FeeSheet } from '../../contract/estimates'
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
} from '../../contract/resident'
import type { HeatUnit } from '../../contract/words'
import type { PayOutcome } from '../payment/outcome'
import type { ChosenPhoto } from '../platform/photoPorts'
import type { Answer } from './answer'
import { messageRequests } from './messages'
import { seasonRequests } from './season'
import { send } from './send'
import { sendForm } from './sendForm'
import { asResident, sendAs, tokenOf, type Who } from './session'

/** What the fee calculator asks; the server knows which of it a company needs. */
export interface EstimateQuestion {
  company: string
  season: string
  use: string
  heatSource?: string
  buildingArea?: string
  usableArea?: string
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
    invoice: (invoice: string) => get<InvoiceView>(`/api/invoices/${id(invoice)}`),
    pdfAddress: (invoice: string) => `${API_BASE}/api/invoices/${id(invoice)}/pdf`,
    /** A token for what the platform downloads by itself; asking for the invoice first renews an expired one. */
    freshToken: async (invoice: string) =>
      (await get<InvoiceView>(`/api/invoices/${id(invoice)}`)).ok ? tokenOf(who) : undefined,
  }
}
export type ResidentApi = ReturnType<typeof residentApi>
