import type { MessageEvent } from '../../../contract/messages'

/** What a message tells: worked out when it is sent, so that it says what is so by then. No personal data. */
export interface MessageFacts {
  userCode: string
  season: string
  amountFen: number
  /** Epoch milliseconds at which it happened; for a reminder, when it is sent. */
  at: number
  /** What is still owed on the household after that, in fen. */
  remainingFen: number
  /** The day by which it is to be paid. */
  dueOn: string | null
  /** What a tap opens: the order, or the household's bill. */
  orderNo: string | null
  householdId: string
}

/**
 * waiting → sending → sent | not-allowed | not-needed | failed | unknown. `not-allowed`: the resident has not agreed, and
 * nothing is wrong. `not-needed`: there is nothing to tell any more, e.g. he paid before the reminder went out. `failed`:
 * somebody has to mend a template. `unknown`: it may have arrived, and is not sent again.
 */
export type MessageStatus = 'waiting' | 'sending' | 'sent' | 'not-allowed' | 'not-needed' | 'failed' | 'unknown'

/** One message to one resident about one occasion; it is made once and sent at most once. */
export interface Message {
  id: string
  company: string
  residentId: string
  event: MessageEvent
  /** What it is about, one message a resident: the order, the refund, or a household, its due date and how long before. */
  occasion: string
  /** The order's number, the refund's, or the household's id. */
  subject: string
  status: MessageStatus
  /** Why it ended so: the platform's code, or what was missing. */
  detail: string | null
  createdAt: number
  /** Until then it waits for the resident's consent, which comes after he paid. */
  waitsUntil: number
  endedAt: number | null
}
