import { type Channel, isChannel } from '../../../contract/channelWords'
import type {
  FetchesAnswer,
  FetchView,
  FileAnswer,
  FileChange,
  FilesAnswer,
  FileView,
} from '../../../contract/consoleFiles'
import type { FeesBy } from '../../../contract/fileWords'
import type { SourceName } from '../../domain/payment/payment'
import { type ChannelFile, type ChannelFileDay, fileInForce } from '../../domain/reconciliation/channelFile'
import { ratesOn } from '../../domain/reconciliation/feeContract'
import type { Staff } from '../../domain/staff/staff'
import { visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { FileFilter } from '../ports/channelFiles'
import type { Database } from '../ports/database'
import type { FileFetch, InboxFile } from '../ports/fileFetches'
import type { Clock, Ids } from '../ports/system'
import { isAcceptable } from './acceptFile'
import { compareFiles, type FileReadingPorts } from './compareFiles'
import { type FetchPorts, fetchedSources } from './fetchFiles'

/** A file as the console shows it. */
export function fileView(sourceName: SourceName, file: ChannelFile): FileView {
  const { path: _, rowCount, faultLine, faultText, ...shown } = file
  return {
    ...shown,
    reason: file.status === 'imported' ? null : file.reason,
    channelName: sourceName(file.channel),
    rows: rowCount,
    line: faultLine === null ? null : { number: faultLine, text: faultText },
  }
}

/** A fetch as the console shows it. */
export function fetchView(sourceName: SourceName, fetch: FileFetch): FetchView {
  return {
    ...fetch,
    done: fetch.steps.filter(({ state }) => state !== 'waiting').length,
    total: fetch.steps.length,
    steps: fetch.steps.map((step) => ({ ...step, channelName: sourceName(step.channel) })),
  }
}

type Viewer = Pick<Staff, 'company' | 'loginName'>

type Ports = FileReadingPorts & { sourceName: SourceName } & { database: Database; clock: Clock; ids: Ids } & Pick<
    FetchPorts,
    'fetchableBanks' | 'inbox'
  >

const LATEST_FETCHES = 20

const LATEST_SEEN = 200

/** Whose trade bills name the rate of each row (formats.md 2.2). */
const CHANNELS_NAMING_RATES: ReadonlySet<Channel> = new Set(['wechat'])

/** The file that a version is compared with: the one in force, or for that one the version before it. */
function comparedWith(file: ChannelFile, all: readonly ChannelFile[]): ChannelFile | undefined {
  const inForce = fileInForce(all)
  if (inForce && inForce.id !== file.id) return inForce
  const older = all.filter(({ version }) => version !== null && file.version !== null && version < file.version)
  return older.reduce<ChannelFile | undefined>(
    (newest, one) => ((one.version ?? 0) > (newest?.version ?? 0) ? one : newest),
    undefined,
  )
}

/** What the console and the command line see of files. */
export function createShowFiles(ports: Ports) {
  const { database, clock, ids, sourceName, archive, rulebooks } = ports

  async function fileOf(viewer: Viewer, id: string): Promise<ChannelFile | Refusal<'not-found'>> {
    return visibleTo(viewer, await database.read.channelFiles.byId(id))
  }

  async function changeOf(file: ChannelFile): Promise<FileChange | null> {
    if (file.version === null) return null
    const { company, channel, bill, date } = file
    const day: ChannelFileDay = { company, channel, bill, date }
    const before = comparedWith(file, await database.read.channelFiles.ofDay(day))
    const difference = before && (await compareFiles(ports, before, file))
    if (!before || !difference) return null
    return {
      before: fileView(sourceName, before),
      rowsBefore: before.rowCount,
      rowsAfter: file.rowCount,
      totalBeforeFen: before.totalFen,
      totalAfterFen: file.totalFen,
      ...difference,
    }
  }

  function feesBy({ company, channel, bill, date, version }: ChannelFile): FeesBy | null {
    if (!isChannel(channel) || bill !== 'trade' || version === null) return null
    if (ratesOn(rulebooks.get(company)?.payment.feeRates ?? [], channel, date)) return 'contract'
    return CHANNELS_NAMING_RATES.has(channel) ? 'rows' : 'nothing'
  }

  return {
    async page(filter: FileFilter, offset: number, limit: number): Promise<FilesAnswer> {
      const { rows, total } = await database.read.channelFiles.page(filter, offset, limit)
      const seen = rows.map(({ channel }) => channel)
      const { bankFiles = [], accounts = [] } = rulebooks.get(filter.company)?.payment ?? {}
      const configured = [...bankFiles, ...accounts.map(({ statement }) => statement)].map((bank) => `bank:${bank}`)
      const channels = [...new Set([...fetchedSources(ports, filter.company), ...configured, ...seen])]
      return {
        rows: rows.map((file) => fileView(sourceName, file)),
        total,
        channels: channels.map((channel) => ({ channel, name: sourceName(channel) })),
      }
    },

    async one(viewer: Viewer, id: string): Promise<FileAnswer | Refusal<'not-found'>> {
      const file = await fileOf(viewer, id)
      if ('refused' in file) return file
      const { rows } = await database.read.approvals.list(
        { company: file.company, deed: 'accept-file', subject: id },
        0,
        1,
      )
      const [approval] = rows
      return {
        file: fileView(sourceName, file),
        change: await changeOf(file),
        approval: approval
          ? {
              id: approval.id,
              status: approval.status,
              makerName: approval.makerName,
              checkerName: approval.checkerName,
            }
          : null,
        feesBy: feesBy(file),
        acceptable: isAcceptable(file) && approval?.status !== 'proposed',
      }
    },

    /** Where the bytes lie as they came, for downloading; who did it is in the audit log. */
    async original(
      viewer: Viewer,
      id: string,
    ): Promise<{ path: string; name: string } | Refusal<'file-gone' | 'not-found'>> {
      const file = await fileOf(viewer, id)
      if ('refused' in file) return file
      const path = archive.pathOf(file.path)
      if (!(await archive.has(file.path))) return refuse('file-gone')
      await database.transaction((store) =>
        store.audit.append({
          id: ids.next(),
          company: file.company,
          at: clock.now(),
          actor: viewer.loginName,
          deed: 'download-file',
          subject: file.id,
          detail: { channel: file.channel, date: file.date, digest: file.digest },
        }),
      )
      return { path, name: file.fileName }
    },

    /** What lies in the banks' folders for a company, as it was seen last; the last seen first. */
    inbox: (company: string): Promise<InboxFile[]> => database.read.inboxFiles.latest(company, LATEST_SEEN),

    async fetch(viewer: Viewer, id: string): Promise<FetchView | Refusal<'not-found'>> {
      const fetch = visibleTo(viewer, await database.read.fileFetches.byId(id))
      return isRefusal(fetch) ? fetch : fetchView(sourceName, fetch)
    },

    async fetches(company: string): Promise<FetchesAnswer> {
      const latest = await database.read.fileFetches.latest(company, LATEST_FETCHES)
      return { fetches: latest.map((fetch) => fetchView(sourceName, fetch)) }
    },
  }
}
