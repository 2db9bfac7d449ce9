import { bankIn, isChannel } from '../../../contract/channelWords'
import { addMonths } from '../../domain/calendar/civilDate'
import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import type { BankDirectory, BankFileSource, ChannelFileArchive } from '../ports/channelFiles'
import type { ChannelDirectory } from '../ports/channels'
import type { Clock } from '../ports/system'

export type ObtainedFile =
  | { outcome: 'file'; path: string }
  /** The channel says that nothing happened that day. */
  | { outcome: 'nothing' }
  /** It came, and is not to be trusted; `path` where it was kept at all. */
  | { outcome: 'quarantined'; reason: string; path: string | undefined }
  | RefusedFile

/**
 * `not-ready`: asked again later, there will be a file. `unreachable`: nobody answered, or not as the protocol says.
 * `too-old`: the channel keeps bills for three months, and this day's is gone. `no-way`: the bank's files come by another way. `day-closed`: the day is locked.
 */
export type WhyNoFile =
  | 'no-company'
  | 'no-bank'
  | 'no-merchant'
  | 'no-way'
  | 'not-ready'
  | 'too-old'
  | 'unreachable'
  | 'day-closed'

/** Nothing was done; `reason` is for the operator. */
export interface RefusedFile {
  outcome: 'refused'
  because: WhyNoFile
  reason: string
}

/** Nothing is done, for this reason; `reason` says it to the operator. */
export const refused = (because: WhyNoFile, reason: string): RefusedFile => ({ outcome: 'refused', because, reason })

type Ports = {
  channels: ChannelDirectory
  banks: BankDirectory
  /** Absent where no way to the banks is set up: their files are then given by hand. */
  bankFiles: BankFileSource | undefined
  archive: ChannelFileArchive
  clock: Clock
}

/** So long WeChat Pay and Alipay give bills (formats.md 2.1). */
const KEPT_MONTHS = 3

const QUARANTINE_REASONS: Record<string, string> = {
  'digest-mismatch': '文件摘要与渠道给出的不符',
  'too-large': '文件过大',
  'not-gzip': '文件不是完整的 gzip',
  'not-zip': '文件不是 zip',
}

const tooOld = ({ channel, date }: ChannelFileDay) =>
  `${channel} gives bills for ${KEPT_MONTHS} months, and that of ${date} can be fetched no more: it comes no more by asking again. ` +
  'Look for it in the merchant platform, or ask the channel’s service for it, and give it by --bill (console: upload)'

/** Fetches a day's file from the channel or the bank. */
export function createObtainChannelFile({ channels, banks, bankFiles, archive, clock }: Ports) {
  async function fromBank(day: ChannelFileDay, id: string): Promise<ObtainedFile> {
    if (!banks.get(id) && day.bill !== 'statement')
      return refused('no-bank', `no such bank: ${id}; known: ${banks.ids().join(', ')}`)
    if (!bankFiles) return refused('no-way', `no way to fetch the files of bank ${id}: give one by --bill`)
    const { company, date } = day
    const got = await bankFiles({ bank: id, company, date, folder: await archive.incoming(day) })
    if (got.outcome === 'downloaded') return { outcome: 'file', path: got.path }
    if (got.outcome === 'not-ready') return refused('not-ready', `the bank has no file for ${date} yet`)
    return refused('unreachable', `the bank's file cannot be fetched: ${got.code}`)
  }

  return async function obtainChannelFile(day: ChannelFileDay, rulebook: Rulebook): Promise<ObtainedFile> {
    const bank = bankIn(day.channel)
    if (bank !== undefined) return fromBank(day, bank)
    const channel = isChannel(day.channel) ? channels.get(day.company, day.channel) : undefined
    if (!channel) return refused('no-merchant', `${rulebook.name} has no merchant at ${day.channel}`)
    const got = await channel.downloadFile(
      day.bill === 'fundflow' ? 'fundflow' : 'trade',
      day.date,
      await archive.incoming(day),
    )
    // What it says of a day whose bill is gone tells nothing of the day, not even that nothing happened.
    const gone = day.date < addMonths(clock.today(), -KEPT_MONTHS)
    if (gone && got.outcome !== 'downloaded' && got.outcome !== 'quarantined') return refused('too-old', tooOld(day))
    switch (got.outcome) {
      case 'downloaded':
        return { outcome: 'file', path: got.path }
      case 'no-activity':
        return { outcome: 'nothing' }
      case 'not-ready':
        return refused('not-ready', `the bill of ${day.date} is not ready yet: ask again later`)
      case 'quarantined':
        return { outcome: 'quarantined', reason: QUARANTINE_REASONS[got.reason] ?? got.reason, path: got.path }
      default:
        return refused('unreachable', `the bill cannot be fetched: ${got.code} ${got.message}`.trim())
    }
  }
}
