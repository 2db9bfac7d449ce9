import type { CivilDate } from '../calendar/civilDate'
import type { PaymentSource } from '../payment/payment'

/** Who sends or receives what is on its way: a channel or bank that remits to us, or a batch that our bank pays out. */
export type TransitParty = PaymentSource | 'payout'

/**
 * Money on its way between a channel and our own account at a bank (在途款): what the channel says it has sent, or what we
 * have paid out. It ends when the bank's statement shows it.
 */
export interface Transit {
  id: string
  company: string
  party: TransitParty
  /** As our account will see it. */
  direction: 'credit' | 'debit'
  /** Unique to the party, in the party's own numbers (M3). */
  reference: string
  /** A second number of the same, which banks may quote instead; empty where there is none. */
  otherReference: string
  /** What is sent together is likely to be booked together: a payout's batch; empty where nothing is known. */
  bundle: string
  amountFen: number
  /** What arrives when the party keeps its fee back; the same as `amountFen` where it keeps none. */
  netFen: number
  sentOn: CivilDate
  /** The file that tells of it, or the payout's id. */
  evidenceId: string
  /** The arrival that has ended it. */
  arrivalId: string | null
  /** The first statement day on which it should have been there and was not. */
  overdueOn: CivilDate | null
  /** The bank whose statement missed it then. */
  missedIn: PaymentSource | null
  /** Two people wait for it, or have asked the bank: until this day it is not missed again; undefined or null where nobody does. */
  waitsUntil?: CivilDate | null
}

/** Whether people wait for it until a day. */
export const isWaitedFor = ({ waitsUntil = null }: Pick<Transit, 'waitsUntil'>): boolean => waitsUntil !== null

/** What was sent longer ago is past anybody's reminder, in days. */
export const DAYS_REMEMBERED = 400

/** So long may people wait for money until they are reminded of it. */
export const MOST_DAYS_TO_WAIT = 30

/** The number of the nth part of what a party sent under one number, once it is known to come in parts. */
export const partNumber = (reference: string, nth: number): string => `${baseNumber(reference)}#${nth}`

/** The party's own number of what is on its way. */
export const baseNumber = (reference: string): string => reference.replace(/#\d+$/, '')

/** The number of what came beyond what was sent: no party has told of it. */
export const beyondNumber = (bankReference: string): string => `+${bankReference}`

/** Whether a party has told of it. */
export const isTold = ({ reference }: Pick<Transit, 'reference'>): boolean => !reference.startsWith('+')

/** Days until what was sent must be in the account: T+2. */
export const DAYS_ON_THE_WAY = 2
/** Days for which a single movement of the same amount is still taken for a late one. */
export const DAYS_LATE = 15
/** Days for which a quoted number is trusted. */
export const DAYS_QUOTED = 45
