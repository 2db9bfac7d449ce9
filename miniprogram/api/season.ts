import type {
  ApplicationsAnswer,
  ApplicationView,
  ConsentAnswer,
  GasAnswer,
  ServiceAnswer,
  ServiceRequest,
  TemperatureAnswer,
} from '../../contract/applications'
import type { ClaimView } from '../../contract/claims'
import type { ObjectionView, PHOTO_KINDS, RefundView, SettlementAnswer } from '../../contract/settlements'
import type { ChosenPhoto } from '../platform/photoPorts'
import type { Answer } from './answer'

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
    askService: (household: string, kind: 'suspension' | 'resumption', request: ServiceRequest) =>
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
