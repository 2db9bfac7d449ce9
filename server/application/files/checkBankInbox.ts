import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { addDays } from '../../domain/calendar/civilDate'
import {
  type ChannelFileDay,
  type ChannelFileKind,
  isPlainName,
  judgeFile,
  md5Fits,
} from '../../domain/reconciliation/channelFile'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { StatementDirectory } from '../ports/bankMatching'
import type { Bank, BankDirectory, ChannelFileArchive } from '../ports/channelFiles'
import type { Database } from '../ports/database'
import type { BankInbox, InboxFile, InboxFolder, SeenFile } from '../ports/fileFetches'
import type { Clock, Ids, Log } from '../ports/system'
import type { ReconcileDay } from '../reconciliation/reconcileDay'
import { createKeepChannelFile } from '../runs/keepChannelFile'
import { WHY_NO_FILE } from './fetchFiles'

/** Files of older days are left alone: a person uploads them. */
const DAYS_BACK = 31

interface Ports {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  banks: BankDirectory
  statements?: StatementDirectory
  archive: ChannelFileArchive
  inbox: BankInbox
  reconcileDay: ReconcileDay
  log: Log
}

/** What a template says of a file from outside: its name, and how one knows that it is whole. */
type Named = Pick<Bank, 'fileName' | 'companion'>

interface SeenInFolder {
  place: InboxFolder
  bank: Named
  bill: ChannelFileKind
  names: ReadonlySet<string>
  before: InboxFile | undefined
  date: string
}

/**
 * Looks into the folders in which banks leave a company's files, of their counters or of our account (statements): what has the name of a day's file is waited for while it is
 * still being written, fetched, checked against the bank's `.md5` where it sends one, and reconciled. A file that was taken
 * and has not changed since is not fetched again. What goes wrong half-way is tried again at the next look. Gives how many
 * files were taken.
 */
export function createCheckBankInbox(ports: Ports) {
  const { database, clock, rulebooks, banks, statements, archive, inbox, reconcileDay, log } = ports
  const keepChannelFile = createKeepChannelFile(ports)

  /** The day of which a file has the name, by the bank's template; undefined for what is no day's file. */
  function dayNamed(bank: Named, company: string, name: string): string | undefined {
    const today = clock.today()
    for (let back = 0; back <= DAYS_BACK; back++) {
      const date = addDays(today, -back)
      if (bank.fileName(company, date) === name) return date
    }
    return undefined
  }

  async function remember(
    seen: SeenInFolder,
    file: SeenFile,
    state: InboxFile['state'],
    reason: string | null,
  ): Promise<void> {
    const { place, before, date } = seen
    const same = before?.size === file.size && before.modifiedAt === file.modifiedAt
    const now = clock.now()
    const { name, size, modifiedAt } = file
    const takenAt = state === 'taken' ? now : null
    const row = { ...place, name, size, modifiedAt, date, seenAt: same ? before.seenAt : now, state, reason, takenAt }
    await database.transaction((store) => store.inboxFiles.save(row))
  }

  async function refused(seen: SeenInFolder, file: SeenFile, reason: string): Promise<false> {
    log.error({ ...seen.place, date: seen.date, reason }, 'a file in a bank’s folder was refused')
    await remember(seen, file, 'refused', reason)
    return false
  }

  async function take(seen: SeenInFolder, file: SeenFile, companion: string | null): Promise<boolean> {
    const { place, date, bill } = seen
    const day: ChannelFileDay = { company: place.company, channel: `bank:${place.bank}`, bill, date }
    const got = await inbox.take(place, file.name, await archive.incoming(day))
    if (got.outcome === 'too-large') return refused(seen, file, '文件过大，没有取回')
    if (got.outcome !== 'taken') {
      log.warn({ ...place, date, outcome: got.outcome }, 'a file could not be fetched from a bank’s folder')
      await remember(seen, file, 'waiting', '取文件时中断，下次重新取')
      return false
    }
    const origin = { source: 'sftp', receivedBy: AUDIT_SYSTEM } as const
    if (companion?.endsWith('.md5')) {
      const md5 = await inbox.read(place, companion)
      if (md5.outcome !== 'read') return false
      if (!md5Fits(md5.text, got.md5)) {
        await keepChannelFile.quarantined(got.path, day, { reason: '文件摘要与银行给出的 .md5 不符' }, origin)
        await remember(seen, file, 'taken', '文件摘要与银行给出的 .md5 不符')
        return true
      }
    }
    const { company, channel } = day
    const done = await reconcileDay({ company, channel, date, file: got.path, source: 'sftp', actor: AUDIT_SYSTEM })
    if (done.outcome === 'refused') return refused(seen, file, WHY_NO_FILE[done.because])
    await remember(seen, file, 'taken', done.result.reason)
    // What was put aside stays at the bank, too: its clerk will want to see it.
    if (done.result.status === 'quarantined') return true
    await inbox.done(place, companion === null ? [file.name] : [file.name, companion])
    return true
  }

  async function checkFile(seen: SeenInFolder, file: SeenFile): Promise<boolean> {
    const { before, bank, names } = seen
    const unchanged = before?.size === file.size && before.modifiedAt === file.modifiedAt
    if (unchanged && before.state !== 'waiting') return false
    if (!isPlainName(file.name)) return refused(seen, file, '文件名不合规')
    const verdict = judgeFile(file, names, before, bank.companion)
    if (verdict.verdict === 'take') return take(seen, file, verdict.companion)
    await remember(seen, file, 'waiting', verdict.reason)
    return false
  }

  async function checkFolder(place: InboxFolder): Promise<number> {
    const { company, bank: id } = place
    const counters = banks.get(id)
    const bank = counters ?? statements?.get(id)
    const bill = counters ? 'trade' : 'statement'
    const rulebook = rulebooks.get(company)
    if (!bank || !rulebook) {
      log.error({ ...place }, 'a bank’s folder is set up for a company or bank that nobody knows')
      return 0
    }
    const listing = await inbox.list(place)
    if (listing.outcome === 'unreachable') {
      log.warn({ ...place, code: listing.code }, 'a bank’s folder cannot be looked into')
      return 0
    }
    const names = new Set(listing.files.map(({ name }) => name))
    const known = new Map((await database.read.inboxFiles.of(company, id)).map((file) => [file.name, file]))
    let taken = 0
    for (const file of listing.files) {
      const date = dayNamed(bank, rulebook.name, file.name)
      if (date === undefined) continue
      if (await checkFile({ place, bank, bill, names, before: known.get(file.name), date }, file)) taken += 1
    }
    return taken
  }

  return async function checkBankInbox(company: string): Promise<number> {
    let taken = 0
    for (const place of inbox.places().filter((one) => one.company === company)) taken += await checkFolder(place)
    return taken
  }
}
