import type { Channel } from '../../../contract/channelWords'
import type { ChannelEvent } from './channels'
import type { Inserted } from './system'

/** Work on files that somebody waits for: it takes long and has a job loop of its own, so that it holds up no payment. */
export const ASKED_FILE_JOBS = ['reconcile-file', 'fetch-files'] as const

/** Work on files that goes on by itself; a bank whose folder answers slowly holds up nobody who waits. */
export const FILE_JOBS_BY_TIME = ['fetch-day', 'look-into-inbox', 'raise-overdue'] as const

export type FileJobKind = (typeof ASKED_FILE_JOBS)[number] | (typeof FILE_JOBS_BY_TIME)[number]

/** A verified notification, kept before it is acknowledged (M1). UNIQUE by channel, company and event id (M3). */
export interface InboxEntry {
  id: string
  company: string
  channel: Channel
  eventId: string
  headers: Record<string, string>
  body: Buffer
  event: ChannelEvent
  receivedAt: number
  processedAt: number | null
  /** How often its processing failed, and when it is tried again. */
  attempts: number
  nextTryAt: number
}

/** Background work (M9): claimed by a guarded update with a lease; UNIQUE by key. */
export interface Job {
  key: string
  company: string
  kind: JobKind
  subject: string
  dueAt: number
  leaseUntil: number
  attempts: number
  lastError: string | null
  doneAt: number | null
}

export type JobKind =
  | 'give-refund'
  | 'confirm-order'
  | 'issue-invoice'
  | 'check-bank-card'
  | 'write-payout'
  | 'send-message'
  | 'remind-due'
  | 'report-shipping'
  | SeasonJobKind
  | RulebookJobKind
  | FileJobKind

/** A request that must have one effect, however often it is sent (faults.md, API and identity). */
export interface IdempotencyRecord {
  scope: string
  key: string
  requestHash: string
  status: number | null
  contentType: string | null
  body: string | null
  startedAt: number
}

export interface InboxStore {
  insert(entry: InboxEntry): Promise<Inserted>
  /** Entries whose time has come, oldest first. */
  unprocessed(now: number, limit: number): Promise<InboxEntry[]>
  /** Puts an entry off that could not be processed, so that it does not stand in the way of others. */
  postpone(id: string, nextTryAt: number): Promise<void>
  byId(id: string): Promise<InboxEntry | undefined>
  /** True for the one who marks it. */
  markProcessed(id: string, at: number): Promise<boolean>
}

export interface JobStore {
  /** A job with this key that is there already stays as it is. */
  add(job: Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'>): Promise<Inserted>
  /** What is due, the oldest first; of these kinds only, or of all. */
  due(now: number, limit: number, kinds?: readonly JobKind[]): Promise<Job[]>
  byKey(key: string): Promise<Job | undefined>
  claim(job: Job, now: number, leaseUntil: number): Promise<boolean>
  /** Done when `dueAt` is null, else asked for again then. */
  finish(
    key: string,
    leaseUntil: number,
    result: { at: number; dueAt: number | null; error: string | null },
  ): Promise<void>
  /** Brings a waiting job's due time forward. */
  expedite(key: string, dueAt: number): Promise<void>
}

export interface IdempotencyStore {
  begin(record: Pick<IdempotencyRecord, 'scope' | 'key' | 'requestHash' | 'startedAt'>): Promise<Inserted>
  find(scope: string, key: string): Promise<IdempotencyRecord | undefined>
  finish(scope: string, key: string, answer: { status: number; contentType: string; body: string }): Promise<void>
  /** Takes over a request that was begun before `startedBefore` and never finished; true for the one who may. */
  takeOver(scope: string, key: string, startedBefore: number, startedAt: number): Promise<boolean>
  forget(scope: string, key: string): Promise<void>
  /** Throws away what was begun before, at most so many; gives how many there were. */
  forgetBefore(at: number, limit: number): Promise<number>
}

export interface SequenceStore {
  /** The next number of a company's number space, starting at 1; a gap is left by what rolls back. */
  next(company: string, space: string): Promise<number>
  /** Leaves out all numbers up to one; a space that is further already stays as it is. */
  raise(company: string, space: string, to: number): Promise<void>
}

/** What two people agreed on for a whole season: it takes long and has a job loop of its own, so that it holds up no payment. */
export const SEASON_JOBS = ['publish-settlements', 'carry-over'] as const

export type SeasonJobKind = (typeof SEASON_JOBS)[number]

/** What two people agreed on for the open bills of a whole season; done by the same loop. */
export const RULEBOOK_JOBS = ['reprice-bills', 'take-back-bills'] as const

export type RulebookJobKind = (typeof RULEBOOK_JOBS)[number]
