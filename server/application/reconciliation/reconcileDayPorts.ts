import type { FileSource } from '../../../contract/fileWords'
import type { PaymentSource, SourceName } from '../../domain/payment/payment'
import type { ChannelFileKind } from '../../domain/reconciliation/channelFile'
import type { ReconciliationResult } from '../../domain/reconciliation/run'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { StatementDirectory } from '../ports/bankMatching'
import type { BankDirectory, BankFileSource, ChannelFileArchive, ChannelFileReaders } from '../ports/channelFiles'
import type { ChannelDirectory } from '../ports/channels'
import type { Database } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { RefusedFile } from './obtainChannelFile'

export interface ReconcileInput {
  company: string
  channel: PaymentSource
  /** Civil day. */
  date: string
  /** Which bill is fetched of a channel, `trade` unless it is said; a file that is given tells it itself. */
  bill?: ChannelFileKind
  /** A file as the channel gives it; without one it is fetched. */
  file?: string
  /** How the file came; `cli` for one that is given, `channel` for one that is fetched, unless it is said. */
  source?: FileSource
  /** Who reconciles, for the audit log. */
  actor: string
}

export type ReconcileOutcome =
  /** `fileId`: the file as it is kept; null when the channel had none, and for one that was put aside. */
  { outcome: 'reconciled'; result: ReconciliationResult; fileId: string | null } | RefusedFile

export interface ReconcilePorts {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  channels: ChannelDirectory
  readers: ChannelFileReaders
  banks: BankDirectory
  bankFiles: BankFileSource | undefined
  /** The banks that tell what moved on the company's own accounts. */
  statements?: StatementDirectory
  archive: ChannelFileArchive
  sourceName: SourceName
}
