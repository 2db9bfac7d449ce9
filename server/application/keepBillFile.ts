import { yuanText } from '../../contract/money'
import type { BillDay, BillFile } from '../domain/reconciliation/billFile'
import type { BillArchive, BillTotals } from './billPort'
import { type Clock, type Database, type Ids, Outrun } from './ports'

type Ports = { database: Database; clock: Clock; ids: Ids; archive: BillArchive }

/** A file that may be used, as it is kept, and what is to be known of its version. */
export interface KeptFile {
  file: BillFile
  /** Null for the only file of a day. */
  note: string | null
}

function rowsText({ rowCount, totalFen }: BillFile): string {
  return `${rowCount} 笔、${yuanText(totalFen)} 元`
}

function versionNote(file: BillFile, all: readonly BillFile[]): string | null {
  const [first] = all
  const newest = all.at(-1) ?? file
  if (!first || (newest.version ?? 1) === 1) return null
  if (file.version !== newest.version) return `这是当日第 ${file.version} 版文件，已有第 ${newest.version} 版`
  return `渠道改送的第 ${file.version} 版文件：第 1 版 ${rowsText(first)}，本版 ${rowsText(file)}，待第二人复核`
}

/** Keeps the files of channels and banks, each content once a day; a changed re-send becomes a further version. */
export function createKeepBillFile({ database, clock, ids, archive }: Ports) {
  return {
    /** Keeps a file that was read whole. The same content again is the file that is there already (faults.md, Files). */
    async imported(path: string, day: BillDay, digest: string, totals: BillTotals): Promise<KeptFile> {
      const place = await archive.keep(path, day, digest)
      return database.transaction(async (store) => {
        const all = (await store.billFiles.ofDay(day)).filter(({ status }) => status === 'imported')
        const known = all.find((file) => file.digest === digest)
        if (known) return { file: known, note: versionNote(known, all) }
        const file: BillFile = {
          ...day,
          id: ids.next(),
          digest,
          version: Math.max(0, ...all.map(({ version }) => version ?? 0)) + 1,
          status: 'imported',
          path: place,
          rowCount: totals.rows,
          totalFen: totals.totalFen,
          reason: null,
          receivedAt: clock.now(),
        }
        // Another file took this version just now.
        if ((await store.billFiles.insert(file)) === 'duplicate') throw new Outrun(`bill file of ${day.date}`)
        return { file, note: versionNote(file, [...all, file]) }
      })
    },

    /** Keeps a file aside of which nothing was used, with the reason; the same file again is kept, and told, once. */
    async quarantined(path: string, day: BillDay, reason: string, actor: string): Promise<void> {
      const digest = await archive.digestOf(path)
      const place = await archive.keep(path, day, digest)
      await database.transaction(async (store) => {
        const kept = await store.billFiles.insert({
          ...day,
          id: ids.next(),
          digest,
          version: null,
          status: 'quarantined',
          path: place,
          rowCount: 0,
          totalFen: 0,
          reason,
          receivedAt: clock.now(),
        })
        if (kept === 'duplicate') return
        await store.audit.append({
          id: ids.next(),
          company: day.company,
          at: clock.now(),
          actor,
          deed: 'reconcile',
          subject: `${day.channel} ${day.bill} ${day.date}`,
          detail: { status: 'quarantined', digest },
        })
      })
    },
  }
}
