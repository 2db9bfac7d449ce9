import type { FetchStepState } from '../../../contract/fileWords'
import type { PaymentSource } from '../../domain/payment/payment'
import type { ChannelFileKind } from '../../domain/reconciliation/channelFile'

/** What reconciling a day has brought, in numbers. */
export interface DayOutcome {
  status: 'balanced' | 'differences' | 'quarantined'
  matched: number
  differences: number
  ourTotalFen: number
  theirTotalFen: number
  reason: string | null
}

/** One channel or bank of a fetch, and how it came out. */
export interface FetchStep {
  channel: PaymentSource
  bill: ChannelFileKind
  state: FetchStepState
  result: DayOutcome | null
  /** What is to be known of a step that brought no file, in Chinese. */
  reason: string | null
}

/** Fetching all of a company's files of a day; each step is kept when it is over, so that it goes on after a crash. */
export interface FileFetch {
  id: string
  company: string
  /** Civil day. */
  date: string
  startedBy: string
  startedAt: number
  endedAt: number | null
  steps: FetchStep[]
}

export interface FileFetchStore {
  /** `duplicate`: one of the same company and day is under way. */
  insert(fetch: FileFetch): Promise<'inserted' | 'duplicate'>
  byId(id: string): Promise<FileFetch | undefined>
  underWay(company: string, date: string): Promise<FileFetch | undefined>
  /** Newest first. */
  latest(company: string, limit: number): Promise<FileFetch[]>
  /** Keeps how far a fetch that is under way has come; it is over when `endedAt` is given. */
  progress(id: string, steps: readonly FetchStep[], endedAt: number | null): Promise<void>
}

/** A file that lies in a bank's folder, as the folder shows it. */
export interface SeenFile {
  name: string
  size: number
  /** Epoch milliseconds. */
  modifiedAt: number
}

/** What is known of a file in a bank's folder. UNIQUE by company, bank and name. */
export interface InboxFile extends SeenFile {
  company: string
  bank: string
  /** The civil day that its name tells. */
  date: string
  /** Since when it has had this size and this time of change. */
  seenAt: number
  /** `waiting`: still being written, or its companion has not come. `taken`: imported or quarantined. `refused`: not fetched. */
  state: 'waiting' | 'taken' | 'refused'
  /** Why it waits or was refused, in Chinese. */
  reason: string | null
  takenAt: number | null
}

export interface InboxFileStore {
  of(company: string, bank: string): Promise<InboxFile[]>
  /** All of a company, the last seen first. */
  latest(company: string, limit: number): Promise<InboxFile[]>
  /** Keeps what is known of a file now. */
  save(file: InboxFile): Promise<void>
}

/** A folder of one bank that holds files for one company. */
export interface InboxFolder {
  company: string
  bank: string
}

/** Nothing can be said of the folder: nobody answers, the host is not the known one, the login or the folder is refused. */
export interface Unreachable {
  outcome: 'unreachable'
  /** For the operator's log. */
  code: string
}

export type FolderListing = { outcome: 'looked'; files: SeenFile[] } | Unreachable

export type TakenFile =
  | { outcome: 'taken'; path: string; md5: string }
  /** More than a file may have; nothing is kept. */
  | { outcome: 'too-large' }
  | { outcome: 'gone' }
  | Unreachable

/** The folders in which banks leave their files. */
export interface BankInbox {
  places(): readonly InboxFolder[]
  list(place: InboxFolder): Promise<FolderListing>
  /** Fetches a file into a folder of ours; it has its name only when it is whole. */
  take(place: InboxFolder, name: string, folder: string): Promise<TakenFile>
  /** The text of a small companion file. */
  read(place: InboxFolder, name: string): Promise<{ outcome: 'read'; text: string } | { outcome: 'gone' } | Unreachable>
  /** Called when a file was taken in: deletes it and its companion at the bank, where the settings say so. */
  done(place: InboxFolder, names: readonly string[]): Promise<void>
}

/** Makes room for a file that is on its way in; `name` is a plain one. `remove` clears it away when it was taken or not. */
export type Spool = (id: string, name: string) => Promise<{ path: string; remove(): Promise<void> }>
