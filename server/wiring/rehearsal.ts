import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { loadAccounts } from '../adapters/accounts/loadAccounts'
import { payoutFolder, payoutLayout } from '../adapters/banks/payout/layout'
import { rehearsalBank } from '../adapters/banks/rehearsalBank'
import { rehearsalChannels } from '../adapters/channels/rehearsal'
import { openDatabase } from '../adapters/db/database'
import { databaseLocationOf } from '../adapters/db/dataSource'
import { monthlyTotals } from '../adapters/db/integrity/ledgerInvariants'
import { openIntegrityReader } from '../adapters/db/integrity/openIntegrityReader'
import { photoFolder } from '../adapters/files/folders'
import { faultText, loadRulebooks } from '../adapters/rulebooks/loadRulebooks'
import { createLog } from '../adapters/system/log'
import { keepFilesPrivate } from '../adapters/system/privateFiles'
import { createSealing } from '../adapters/system/secrets'
import { linkTransfers } from '../application/integrity/exportedHeads'
import { verifyLedger } from '../application/integrity/verifyLedger'
import { addDays, civilDayOf, startOfDay } from '../domain/calendar/civilDate'
import { accountOf } from '../domain/ledger/accounts'
import type { MonthOfBooks } from '../rehearsal/season/report'
import type { RehearsalClock, RehearsalPorts } from '../rehearsal/season/verbs'
import { seededIds } from '../rehearsal/simulation/chance'
import { BadSettings, type Settings } from '../settings'

/** An open rehearsal: its ports on a database of its own, and where that lies. */
export interface OpenRehearsal {
  ports: RehearsalPorts
  folder: string
  close(): Promise<void>
}

const NOON_MS = 12 * 3_600_000

/** Its people are invented: the key that seals them is no secret. */
const KEY = createHash('sha256').update('heatpay rehearsal').digest()

/**
 * Opens a rehearsal on an SQLite database of its own below DATA_DIR/rehearsals, made again each time. The installation's own
 * data, keys and channels are not touched. Undefined for a company that nobody knows: then nothing is made.
 */
export async function openRehearsal(
  settings: Pick<Settings, 'dataDir' | 'projectDir'>,
  { company, season, seed }: { company: string; season: string; seed: string },
): Promise<OpenRehearsal | undefined> {
  const loaded = loadRulebooks(path.join(settings.projectDir, 'config', 'rulebooks'))
  if (!loaded.rulebooks.get(company)) {
    if (loaded.outcome === 'wrong') throw new BadSettings(loaded.faults.map(faultText))
    return undefined
  }
  const chart = loadAccounts(settings.projectDir)
  keepFilesPrivate()
  const folder = path.join(settings.dataDir, 'rehearsals', `${company}-${season}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const place = databaseLocationOf(path.join(folder, 'heatpay.sqlite'))
  const sealing = createSealing([KEY])
  const database = await openDatabase(place, sealing)
  const clock = rehearsalClock()
  const { checker, bank } = rehearsalBank(clock.today, addDays)

  async function examine(of: string, month: string): Promise<MonthOfBooks> {
    const { events, debitFen } = await monthlyTotals(database.writer.manager, of, month)
    await linkTransfers({ database })
    const books = await openIntegrityReader(place, sealing)
    const { checks } = await verifyLedger(books, chart).finally(() => books.close())
    const failed = checks.find(({ broken }) => broken)
    const balances = Object.entries(debitFen).map(([account, fen]) => {
      const kind = accountOf(chart, account)?.kind
      return [account, kind === 'asset' || kind === 'expense' ? fen : 0 - fen] as const
    })
    return {
      month,
      events,
      balances: Object.fromEntries(balances),
      broken: failed ? `${failed.name}: ${failed.broken?.table} ${failed.broken?.id}` : null,
    }
  }

  return {
    folder,
    ports: {
      database,
      clock,
      ids: seededIds('rehearsal', company, season, seed),
      rulebooks: loaded.rulebooks,
      log: createLog('silent'),
      photos: photoFolder(path.join(folder, 'photos')),
      channels: rehearsalChannels(),
      checker,
      bank,
      layout: payoutLayout,
      archive: payoutFolder(path.join(folder, 'payouts')),
      examine,
    },
    close: () => database.close(),
  }
}

function rehearsalClock(): RehearsalClock {
  let now = 0
  return {
    now: () => now,
    today: () => civilDayOf(now),
    set: (day) => {
      now = startOfDay(day) + NOON_MS
    },
  }
}
