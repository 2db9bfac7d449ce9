import { yuanText } from '../../../contract/money'
import {
  type ChannelFile,
  type ChannelFileDay,
  type FileOrigin,
  fileInForce,
  maskLine,
  plainNameOf,
} from '../../domain/reconciliation/channelFile'
import { quarantined, type ReconciliationResult } from '../../domain/reconciliation/run'
import type { ChannelFileArchive, ChannelFileTotals } from '../ports/channelFiles'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

type Ports = { database: Database; clock: Clock; ids: Ids; archive: ChannelFileArchive }

/** A file that can be read, as it is kept, and the one that its day goes by. */
export interface KeptFile {
  file: ChannelFile
  /** None while the first file of a day waits for a second person. */
  inForce: ChannelFile | undefined
  /** What is to be known of its version; null for the only file of a day. */
  note: string | null
}

/** What came of reconciling a file. */
export interface Concluded {
  result: ReconciliationResult
  /** The file as it is kept; null for one that was put aside, and where there was none. */
  fileId: string | null
  /** The file that the day goes by, where it is another one. */
  otherInForce?: ChannelFile
}

/** A file that was read whole, and what its content comes to. */
export interface ReadWhole {
  digest: string
  totals: ChannelFileTotals
  /** Why nothing of it may be used before a second person has looked, in Chinese; null where nothing speaks against it. */
  waitsFor: string | null
}

/** Why a file is put aside, in Chinese, and the line that is to blame, where one is. */
export interface FileFaultReport {
  reason: string
  line?: number
}

function rowsText({ rowCount, totalFen }: ChannelFile): string {
  return `${rowCount} 笔、${yuanText(totalFen)} 元`
}

const STANDINGS: Partial<Record<ChannelFile['status'], string>> = {
  awaiting: '待第二人复核',
  rejected: '已被驳回',
  superseded: '已被替代',
}

function noteOf(file: ChannelFile, inForce: ChannelFile | undefined, waitsFor: string | null): string | null {
  if (!inForce) {
    const standing = file.status === 'awaiting' ? null : `本文件${STANDINGS[file.status] ?? file.status}`
    return [waitsFor, standing].filter(Boolean).join('；') || null
  }
  if (file.id === inForce.id) return file.version === 1 ? null : `按第 ${file.version} 版文件对账`
  return (
    `渠道改送的第 ${file.version} 版文件：第 ${inForce.version} 版 ${rowsText(inForce)}，本版 ${rowsText(file)}，` +
    `${STANDINGS[file.status] ?? file.status}；当日对账仍以第 ${inForce.version} 版为准`
  )
}

/** The day has its file: what waited to become it is wanted by nobody any more, unless two people say so. */
export async function supersedeWaiting(
  store: Pick<Store, 'channelFiles'>,
  others: readonly ChannelFile[],
): Promise<void> {
  for (const { id } of others) await store.channelFiles.stand(id, ['awaiting'], 'superseded')
}

/** A file that waited for something waits no more: what has come since, or how it has come now, speaks for it. */
async function intoForce(
  store: Pick<Store, 'channelFiles'>,
  file: ChannelFile,
  all: readonly ChannelFile[],
): Promise<ChannelFile> {
  if (!(await store.channelFiles.stand(file.id, ['awaiting'], 'imported')))
    throw new ConcurrencyConflict(`channel file of ${file.date}`)
  await supersedeWaiting(store, all)
  return { ...file, status: 'imported' }
}

/** Keeps the files of channels and banks, each content once a day; a changed re-send becomes a further version. */
export function createKeepChannelFile({ database, clock, ids, archive }: Ports) {
  /** The digest of a file of the day that has the same lines in another encoding, packing or with other line ends; undefined without one. */
  async function sameText(path: string, day: ChannelFileDay, digest: string): Promise<string | undefined> {
    const all = (await database.read.channelFiles.ofDay(day)).filter(({ version }) => version !== null)
    if (all.length === 0 || all.some((file) => file.digest === digest)) return undefined
    const text = await archive.textDigestOf(path)
    if (text === undefined) return undefined
    for (const file of all) {
      if ((await archive.has(file.path)) && (await archive.textDigestOf(archive.pathOf(file.path))) === text)
        return file.digest
    }
    return undefined
  }

  return {
    /**
     * Keeps a file that was read whole, `imported` or `awaiting`, as the kept file's `status` says: the first of a day is in force
     * at once if nothing speaks against it; one that waits for something, and one that changes what the first said, wait until a
     * second person approves (see acceptFile). The same content again, in whatever encoding, is the file that is there already
     * (faults.md, Files), which comes into force when it waits for nothing any more.
     */
    async imported(
      path: string,
      day: ChannelFileDay,
      { digest, totals, waitsFor }: ReadWhole,
      origin: FileOrigin,
    ): Promise<KeptFile> {
      const same = (await sameText(path, day, digest)) ?? digest
      const place = await archive.keep(path, day, digest)
      return database.transaction(async (store) => {
        const all = (await store.channelFiles.ofDay(day)).filter(({ version }) => version !== null)
        const first = fileInForce(all)
        const known = all.find((file) => file.digest === same)
        if (known) {
          const standing =
            first || known.status !== 'awaiting' || waitsFor !== null ? known : await intoForce(store, known, all)
          const inForce = first ?? (standing.status === 'imported' ? standing : undefined)
          return { file: standing, inForce, note: noteOf(standing, inForce, waitsFor) }
        }
        const isFirst = !first && waitsFor === null
        const file: ChannelFile = {
          ...day,
          ...origin,
          id: ids.next(),
          digest,
          version: Math.max(0, ...all.map(({ version }) => version ?? 0)) + 1,
          status: isFirst ? 'imported' : 'awaiting',
          path: place,
          rowCount: totals.rows,
          totalFen: totals.totalFen,
          reason: first ? null : waitsFor,
          receivedAt: clock.now(),
          fileName: plainNameOf(path),
          faultLine: null,
          faultText: null,
        }
        // Another file took this version just now.
        if ((await store.channelFiles.insert(file)) === 'duplicate')
          throw new ConcurrencyConflict(`channel file of ${day.date}`)
        if (isFirst) await supersedeWaiting(store, all)
        const inForce = isFirst ? file : first
        return { file, inForce, note: noteOf(file, inForce, waitsFor) }
      })
    },

    /** Keeps a file aside of which nothing was used, with the reason; the same file again is kept, and told, once. */
    async quarantined(
      path: string,
      day: ChannelFileDay,
      fault: FileFaultReport,
      origin: FileOrigin,
    ): Promise<Concluded> {
      const digest = await archive.digestOf(path)
      const text = fault.line === undefined ? undefined : await archive.lineOf(path, fault.line)
      const place = await archive.keep(path, day, digest)
      await database.transaction(async (store) => {
        const kept = await store.channelFiles.insert({
          ...day,
          ...origin,
          id: ids.next(),
          digest,
          version: null,
          status: 'quarantined',
          path: place,
          rowCount: 0,
          totalFen: 0,
          reason: fault.reason,
          receivedAt: clock.now(),
          fileName: plainNameOf(path),
          faultLine: fault.line ?? null,
          faultText: text === undefined ? null : maskLine(text),
        })
        if (kept === 'duplicate') return
        await store.audit.append({
          id: ids.next(),
          company: day.company,
          at: clock.now(),
          actor: origin.receivedBy,
          deed: 'reconcile',
          subject: `${day.channel} ${day.bill} ${day.date}`,
          detail: { status: 'quarantined', digest },
        })
      })
      return { result: quarantined(fault.reason), fileId: null }
    },
  }
}

export type KeepChannelFile = ReturnType<typeof createKeepChannelFile>
