import { bankIn, isChannel } from '../../../contract/channelWords'
import type { UploadAnswer } from '../../../contract/consoleFiles'
import type { FileSource } from '../../../contract/fileWords'
import type { PaymentSource, SourceName } from '../../domain/payment/payment'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { WhyNoFile } from '../reconciliation/obtainChannelFile'
import type { ReconcileDay } from '../reconciliation/reconcileDay'
import type { FileReadingPorts } from './compareFiles'
import { outcomeOf } from './fetchFiles'
import { fileView } from './showFiles'

export interface Upload {
  company: string
  channel: PaymentSource
  /** Civil day. */
  date: string
  /** Where the file lies; it is copied, not moved. */
  path: string
  source: FileSource
  /** A login name, or the operator's. */
  actor: string
}

/** The channel of a request: `wechat`, `alipay`, `bank:<id>`, as the schema has checked. */
export function sourceOf(channel: string): PaymentSource {
  return isChannel(channel) ? channel : `bank:${bankIn(channel)}`
}

const REFUSALS: Partial<Record<WhyNoFile, 'day-closed' | 'not-found'>> = {
  'no-company': 'not-found',
  'day-closed': 'day-closed',
}

/** Nobody gives more unusable files of a channel's day. */
const MAX_ASIDE = 1000

/**
 * Takes a file that a person gives and reconciles its day. What kind of file it is, its content says; company, channel and day
 * must be the file's own, else it is put aside, and the answer shows why. Refused: `not-found`, `no-such-channel`, `day-closed`.
 */
export function createUploadFile({
  database,
  archive,
  sourceName,
  reconcileDay,
}: FileReadingPorts & { sourceName: SourceName; database: Database; reconcileDay: ReconcileDay }) {
  return async function uploadFile({
    path,
    ...upload
  }: Upload): Promise<UploadAnswer | Refusal<'day-closed' | 'no-such-channel' | 'not-found'>> {
    const { company, channel, date } = upload
    const done = await reconcileDay({ ...upload, file: path })
    if (done.outcome === 'refused') return refuse(REFUSALS[done.because] ?? 'no-such-channel', { date })
    const digest = await archive.digestOf(path)
    const aside = { company, channel, from: date, to: date, status: 'quarantined' } as const
    const kept = done.fileId
      ? await database.read.channelFiles.byId(done.fileId)
      : (await database.read.channelFiles.page(aside, 0, MAX_ASIDE)).rows.find((file) => file.digest === digest)
    if (!kept) throw new Error('a file that was taken is kept')
    return { file: fileView(sourceName, kept), result: outcomeOf(done) }
  }
}
