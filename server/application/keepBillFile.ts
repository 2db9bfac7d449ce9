import { yuanText } from '../../contract/money'
import { type BillDay, type BillFile, type FileOrigin, fileInForce } from '../domain/reconciliation/billFile'
import { plainNameOf } from '../domain/reconciliation/fileName'
import { maskLine } from '../domain/reconciliation/maskLine'
import type { BillArchive, BillTotals } from './billPort'
import { type Clock, type Database, type Ids, Outrun } from './ports'

type Ports = { database: Database; clock: Clock; ids: Ids; archive: BillArchive }

/** A file that can be read, as it is kept, and the one that its day goes by. */
export interface KeptFile {
  file: BillFile
  inForce: BillFile
  /** What is to be known of its version; null for the only file of a day. */
  note: string | null
}

/** Why a file is put aside, in Chinese, and the line that is to blame, where one is. */
export interface FileFaultTold {
  reason: string
  line?: number
}

function rowsText({ rowCount, totalFen }: BillFile): string {
  return `${rowCount} 笔、${yuanText(totalFen)} 元`
}

const STANDINGS: Partial<Record<BillFile['status'], string>> = {
  awaiting: '待第二人复核',
  rejected: '已被驳回',
  superseded: '已被替代',
}

function noteOf(file: BillFile, inForce: BillFile): string | null {
  if (file.id === inForce.id) return file.version === 1 ? null : `按第 ${file.version} 版文件对账`
  return (
    `渠道改送的第 ${file.version} 版文件：第 ${inForce.version} 版 ${rowsText(inForce)}，本版 ${rowsText(file)}，` +
    `${STANDINGS[file.status] ?? file.status}；当日对账仍以第 ${inForce.version} 版为准`
  )
}

/** Keeps the files of channels and banks, each content once a day; a changed re-send becomes a further version. */
export function createKeepBillFile({ database, clock, ids, archive }: Ports) {
  return {
    /**
     * Keeps a file that was read whole: the first of a day is in force at once, a changed one waits until a second person
     * approves (see acceptFile). The same content again is the file that is there already (faults.md, Files).
     */
    async imported(
      path: string,
      day: BillDay,
      { digest, totals }: { digest: string; totals: BillTotals },
      origin: FileOrigin,
    ): Promise<KeptFile> {
      const place = await archive.keep(path, day, digest)
      return database.transaction(async (store) => {
        const all = (await store.billFiles.ofDay(day)).filter(({ version }) => version !== null)
        const first = fileInForce(all)
        const known = all.find((file) => file.digest === digest)
        if (known) return { file: known, inForce: first ?? known, note: noteOf(known, first ?? known) }
        const file: BillFile = {
          ...day,
          ...origin,
          id: ids.next(),
          digest,
          version: Math.max(0, ...all.map(({ version }) => version ?? 0)) + 1,
          status: first ? 'awaiting' : 'imported',
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
        if ((await store.billFiles.insert(file)) === 'duplicate') throw new Outrun(`bill file of ${day.date}`)
        return { file, inForce: first ?? file, note: noteOf(file, first ?? file) }
      })
    },

    /** Keeps a file aside of which nothing was used, with the reason; the same file again is kept, and told, once. */
    async quarantined(path: string, day: BillDay, fault: FileFaultTold, origin: FileOrigin): Promise<void> {
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
    },
  }
}
