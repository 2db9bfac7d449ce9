import type { Channel } from '../../../contract/channelWords'
import type { FileStatus } from '../../../contract/fileWords'
import type { AccountMovement } from '../../domain/bankMatching/bankEntry'
import type { PaymentSource } from '../../domain/payment/payment'
import type { ChannelEntry, Remitted } from '../../domain/reconciliation/channelEntry'
import type { ChannelFile, ChannelFileDay, Companion } from '../../domain/reconciliation/channelFile'
import type { NamedOwner } from '../../domain/reconciliation/fileOwner'
import type { CounterRow, RowInHand } from '../../domain/reconciliation/row'
import type { ChannelRefusal, DownloadedFileKind } from './channels'

/** What the rows of a file come to; the file's own count and totals agree with it. */
export interface ChannelFileTotals {
  rows: number
  /** Payments less refunds, in fen; what failed is not counted. */
  totalFen: number
  /** The fees that its rows name, less what refunds gave back of them, in thousandths of a fen; left out where it names none. */
  feeMilliFen?: number
}

/** The file contradicts itself, is cut short, undecodable, another merchant's or another day's: nothing of it may be used. */
export interface Quarantined {
  outcome: 'quarantined'
  /** In Chinese, for the desk, with the line where one is to blame. */
  reason: string
  /** That line's number, from 1. */
  line?: number
}

export type ChannelFileReading =
  /** `digest`: SHA-256 of what is inside, so that a file packed again is still the same file. `note`: what else is to be known. */
  | {
      outcome: 'read'
      kind: DownloadedFileKind
      digest: string
      totals: ChannelFileTotals
      note: string | null
      /** Whose the file says that it is. */
      owner: NamedOwner
    }
  | Quarantined

/** Reads one company's files of one channel. */
export interface ChannelFileReader {
  /**
   * Reads a file as the channel gives it (packed or plain) and shows each row as it passes. Only when the outcome is `read`
   * may what was seen be used. Never throws on what is in the file.
   */
  read(
    file: string,
    date: string,
    visit: (row: RowInHand) => void,
    /** Shows what else moved on the merchant's account; only a fund-flow bill tells. */
    move?: (movement: AccountMovement) => void,
  ): Promise<ChannelFileReading>
}

/** Finds the reader for a company's channel; undefined when the company has not contracted it. */
export type ChannelFileReaders = (company: string, channel: PaymentSource) => ChannelFileReader | undefined

export type CounterReading =
  /** `note`: what else is to be known of the file, in Chinese: payments taken back the same day, rows for a person to look at. */
  | {
      outcome: 'read'
      digest: string
      rows: CounterRow[]
      totals: ChannelFileTotals
      note: string | null
      /** Whose the file says that it is: ours where its head bears our name. */
      owner: NamedOwner
    }
  | Quarantined

/** A bank that collects at its counters and reports it in a daily file. */
export interface Bank {
  id: string
  name: string
  fileName(company: string, date: string): string
  /** The companion by which it says that a file is whole; without one, a file is whole when it has not changed between two looks. */
  companion?: Companion
  /** `company` is its name, as the bank writes it. Never throws on what is in the file. */
  read(file: string, of: { company: string; date: string }): Promise<CounterReading>
  /** Writes the file into a folder as the bank would; gives its name there and where it is. */
  write(
    folder: string,
    of: { company: string; date: string; rows: readonly Omit<CounterRow, 'line'>[] },
  ): Promise<{ name: string; path: string }>
}

export interface BankDirectory {
  get(id: string): Bank | undefined
  ids(): string[]
}

export type BankFileOutcome = { outcome: 'downloaded'; path: string } | { outcome: 'not-ready' } | ChannelRefusal

/** Fetches a bank's file of a day into a folder. */
export type BankFileSource = (of: {
  bank: string
  company: string
  date: string
  folder: string
}) => Promise<BankFileOutcome>

/** Where files of channels and banks are kept for ever. */
export interface ChannelFileArchive {
  /** A folder of one's own for what is on its way in; who writes into it makes it, and `keep` takes it away. */
  incoming(day: ChannelFileDay): Promise<string>
  /** SHA-256 of a file's bytes. */
  digestOf(file: string): Promise<string>
  /** The same of its lines as text, however they are packed, encoded and ended; undefined where it is no text. */
  textDigestOf(file: string): Promise<string | undefined>
  /** Keeps a file under its digest, once; gives its place below DATA_DIR. */
  keep(file: string, day: ChannelFileDay, digest: string): Promise<string>
  /** Where a kept file can be read. */
  pathOf(place: string): string
  has(place: string): Promise<boolean>
  /** The text of one line of a plain or gzipped file, cut off where it is long; undefined where it cannot be decoded. */
  lineOf(file: string, line: number): Promise<string | undefined>
}

/** The files of one channel's day, as the channel would give them; the names are the contract's. */
export interface DayFiles {
  /**
   * Writes the channel's trade bill and fund-flow (account) bill into a folder; gives the trade bill's and the other's name.
   * What it sends to our bank that day stands in the account bill alone.
   */
  write(
    folder: string,
    date: string,
    entries: readonly ChannelEntry[],
    remitted?: Remitted,
  ): Promise<{ trade: string; account: string }>
  /** What is left of entries on the merchant's account when the channel has taken its fees, in fen. */
  netFen(entries: readonly ChannelEntry[]): number
}

/** Finds who writes a company's simulated files; undefined when it has no merchant at the channel. */
export type DayFileWriters = (company: string, channel: Channel) => DayFiles | undefined

/** Which files a list shows; what is left out does not matter. Days are civil, both included. */
export interface FileFilter {
  company: string
  channel?: PaymentSource
  status?: FileStatus
  from?: string
  to?: string
}

export interface ChannelFileStore {
  /** `duplicate`: this content is kept for this day already (M3), or another file took this version just now. */
  insert(file: ChannelFile): Promise<'inserted' | 'duplicate'>
  /** The day's files, oldest version first. */
  ofDay(day: ChannelFileDay): Promise<ChannelFile[]>
  byId(id: string): Promise<ChannelFile | undefined>
  /** Changes a file's standing while it is one of `from`; true for the one who does (M2). */
  stand(id: string, from: readonly FileStatus[], to: FileStatus): Promise<boolean>
  /** A company's files, the newest day first, then the newest to come; with the number of all that match. */
  page(filter: FileFilter, offset: number, limit: number): Promise<{ rows: ChannelFile[]; total: number }>
}
