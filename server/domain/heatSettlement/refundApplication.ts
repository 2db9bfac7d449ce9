import type { CivilDate } from '../calendar/civilDate'
import type { PhotoType } from '../gasReport/gasReport'
import type { Household } from '../household/household'
import { plainName } from '../household/personName'
import type { RefundRules } from '../rulebook/feeRules'

/** A bank card number as people type it, without its blanks. */
export function plainCard(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '')
}

/** Whether a card number's check digit is right (Luhn, formats.md 7). Some old accounts fail it: a warning, no refusal. */
export function passesLuhn(card: string): boolean {
  if (!/^\d{16,19}$/.test(card)) return false
  const sum = [...card].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** 6217****0012: enough for its owner to know it again. */
export function maskCard(card: string): string {
  return card.length < 12 ? '****' : `${card.slice(0, 4)}****${card.slice(-4)}`
}

/**
 * applied → checked (the bank knows the card) → in-batch → paid → returned (退汇: the money came back). Refused by the bank
 * or by staff before it is in a batch, or by the bank in the batch's result. After a refusal or a return it may be made again.
 */
const REFUND_APPLICATION_STATUSES = ['applied', 'checked', 'in-batch', 'paid', 'returned', 'refused'] as const

export type RefundApplicationStatus = (typeof REFUND_APPLICATION_STATUSES)[number]

export const PHOTO_KINDS = ['identity-card', 'bank-card'] as const

export type PhotoKind = (typeof PHOTO_KINDS)[number]

/** A picture that a resident handed in; the file itself lies sealed outside the web root (BZ5). */
export interface RefundPhoto {
  id: string
  company: string
  residentId: string
  householdId: string
  kind: PhotoKind
  type: PhotoType
  bytes: number
  /** The file's name below DATA_DIR/photos. */
  name: string
  uploadedAt: number
  /** The application that it was handed in with; null while there is none. */
  applicationId: string | null
}

/** What the bank said of a card. */
export interface CardCheck {
  bankName: string
  /** Twelve digits; only a card of another bank needs it in the batch (formats.md 5.5). */
  routeNo: string | null
  sameBank: boolean
  checkedAt: number
  /** `bank`, or the login name of the member of staff who asked the bank himself. */
  by: string
}

/** A household asks for its refund (退费申请, domain.md BZ5). Amount in fen. */
export interface RefundApplication {
  id: string
  company: string
  settlementId: string
  householdId: string
  /** Who applied online; null for an application made in a hall, with papers (BZ8). */
  residentId: string | null
  season: string
  status: RefundApplicationStatus
  amountFen: number
  /** Sealed at rest, like the identity number, phone and card. */
  owner: string
  identityNumber: string | null
  phone: string | null
  bankCard: string
  photoIds: string[]
  cardCheck: CardCheck | null
  /** The settlement's id while the application lives; unique, so that one refund is asked for once (M3). */
  liveKey: string | null
  /** Why it was refused or came back, in words for the resident. */
  reason: string | null
  appliedOn: CivilDate
  appliedAt: number
  /** Who took it in, in a hall. */
  takenBy: string | null
}

/** What an applicant says of himself. */
export interface ApplicantDetails {
  owner: string
  identityNumber: string
  bankCard: string
  phone: string
}

export type MatchedField = RefundRules['mustMatch'][number]

const WRITTEN = {
  owner: plainName,
  'identity-number': (text: string) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase(),
  'bank-card': plainCard,
  phone: (text: string) =>
    text
      .normalize('NFKC')
      .replace(/[\s-]/g, '')
      .replace(/^\+?86(?=1\d{10}$)/, ''),
}

/**
 * Which of the details differ from what is registered (domain.md BZ5). What the company has not on file differs from
 * everything. Blanks, full-width digits, a final x and the country code are not a difference.
 */
export function differingDetails(
  fields: readonly MatchedField[],
  household: Pick<Household, 'owner' | 'identityNumber' | 'bankCard' | 'phone'>,
  given: ApplicantDetails,
): MatchedField[] {
  const pairs: Record<MatchedField, [string | null, string]> = {
    owner: [household.owner, given.owner],
    'identity-number': [household.identityNumber, given.identityNumber],
    'bank-card': [household.bankCard, given.bankCard],
    phone: [household.phone, given.phone],
  }
  return fields.filter((field) => {
    const [registered, said] = pairs[field]
    return registered === null || registered === '' || WRITTEN[field](registered) !== WRITTEN[field](said)
  })
}

export const FIELD_NAMES: Readonly<Record<MatchedField, string>> = {
  owner: '户主姓名',
  'identity-number': '身份证号',
  'bank-card': '银行卡号',
  phone: '联系电话',
}

/** Whether a refund is on its way to the household or has reached it: neither refused nor come back. */
export const isRefundGiven = ({ status }: Pick<RefundApplication, 'status'>): boolean =>
  status !== 'refused' && status !== 'returned'
