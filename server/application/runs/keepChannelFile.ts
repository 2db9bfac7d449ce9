import { yuanText } from '../../../contract/money'
import {
  type ChannelFile,
  type ChannelFileDay,
  type FileOrigin,
  fileInForce,
  maskLine,
  plainNameOf,
} from '../../domain/reconciliation/channelFile'
import { type NamedOwner, type Proof, unprovenReason } from '../../domain/reconciliation/fileOwner'
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

/** A file that was read whole: what its content comes to, and whose it is. */
export interface ReadWhole {
  digest: string
  totals: ChannelFileTotals
  owner: NamedOwner
  proof: Proof
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

function noteOf(file: ChannelFile, inForce: ChannelFile | undefined, owner: NamedOwner): string | null {
  if (!inForce) {
    const standing = file.status === 'awaiting' ? '' : `；本文件${STANDINGS[file.status] ?? file.status}`
    return `${unprovenReason(owner)}${standing}`
  }
  if (file.id === inForce.id) return file.version === 1 ? null : `按第 ${file.version} 版文件对账`
  return (
    `渠道改送的第 ${file.version} 版文件：第 ${inForce.version} 版 ${rowsText(inForce)}，本版 ${rowsText(file)}，` +
    `${STANDINGS[file.status] ?? file.status}；当日对账仍以第 ${inForce.version} 版为准`
  )
}

/** What has come since proves a file that waited for that alone. */
async function intoForce(store: Pick<Store, 'billFiles'>, file: ChannelFile): Promise<ChannelFile> {
  if (await store.billFiles.stand(file.id, ['awaiting'], 'imported')) return { ...file, status: 'imported' }
  throw new ConcurrencyConflict(`bill file of ${file.date}`)
}

/** Keeps the files of channels and banks, each content once a day; a changed re-send becomes a further version. */
export function createKeepChannelFile({ database, clock, ids, archive }: Ports) {
  return {
    /**
     * Keeps a file that was read whole: the first of a day is in force at once if it is proven to be ours; one that is not, and
     * one that changes what the first said, wait until a second person approves (see acceptFile). The same content again is the file that is there already (faults.md, Files).
     */
    async imported(
      path: string,
      day: ChannelFileDay,
      { digest, totals, owner, proof }: ReadWhole,
      origin: FileOrigin,
    ): Promise<KeptFile> {
      const place = await archive.keep(path, day, digest)
      return database.transaction(async (store) => {
        const all = (await store.billFiles.ofDay(day)).filter(({ version }) => version !== null)
        const first = fileInForce(all)
        const known = all.find((file) => file.digest === digest)
        if (known) {
          const standing =
            first || known.status !== 'awaiting' || proof === 'unproven' ? known : await intoForce(store, known)
          const inForce = first ?? (standing.status === 'imported' ? standing : undefined)
          return { file: standing, inForce, note: noteOf(standing, inForce, owner) }
        }
        const isFirst = !first && proof !== 'unproven'
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
          reason: null,
          receivedAt: clock.now(),
          fileName: plainNameOf(path),
          faultLine: null,
          faultText: null,
        }
        // Another file took this version just now.
        if ((await store.billFiles.insert(file)) === 'duplicate')
          throw new ConcurrencyConflict(`bill file of ${day.date}`)
        const inForce = isFirst ? file : first
        return { file, inForce, note: noteOf(file, inForce, owner) }
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
        const kept = await store.billFiles.insert({
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
