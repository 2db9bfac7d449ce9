import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { StatementRow } from '../../server/application/ports/bankMatching'
import { addDays } from '../../server/domain/calendar/civilDate'
import type { ChannelFileDay } from '../../server/domain/reconciliation/channelFile'
import type { Difference } from '../../server/domain/reconciliation/run'
import { bankDay, type DayRow } from './bankDay'
import { openThreeBills } from './books'
import { openDifferenceDesk } from './differences'
import type { EmptyPlace } from './engines'
import { openFilesDesk } from './files'
import { onEachSoundStory } from './integrity'
import { openPorts } from './ports'
import { openDesk } from './reconciliation'

export const COMPANY = 'lanzhou'

export const DAY = '2026-11-18'

/** What a bank hands over is named by its day. */
export const NUMBER = DAY.replaceAll('-', '')

export const BANK = 'bank:partner'

export const CLEARING = `clearing:${BANK}`

export const STATEMENT = 'bank:statement-mt940'

export const ACCOUNT = '2703001009000620001'

/** The bank's counters took 1,500.00 on the day. */
export const LI: DayRow = { userCode: '6201000001', traceNo: 'BK0000000001', amountFen: 100_000 }

export const WANG: DayRow = { userCode: '6201000002', traceNo: 'BK0000000002', amountFen: 50_000 }

type Row = Pick<StatementRow, 'amountFen'> & Partial<StatementRow>

/** A bank's day at its counters, and what the statement of our own account shows of it. */
async function openStory(newPlace: () => Promise<EmptyPlace>) {
  const ports = await openPorts(newPlace, addDays(DAY, 4))
  await openThreeBills(ports)
  const desk = openDesk(ports)
  const trade: ChannelFileDay = { company: COMPANY, channel: BANK, bill: 'trade', date: DAY }
  let numbers = 0
  const open = async (day: ChannelFileDay): Promise<Difference[]> =>
    (await ports.database.read.reconciliation.itemsOf(day)).filter(({ status }) => status === 'open')

  return {
    ports,
    trade,
    resolving: openDifferenceDesk(ports),
    files: openFilesDesk(ports, { statements: desk.statements }),
    openInFile: () => open(trade),
    openOnStatement: (date: string) => open({ company: COMPANY, channel: STATEMENT, bill: 'statement', date }),

    /** The bank's file of the day with these rows. */
    async file(rows: readonly DayRow[]) {
      const name = path.join(ports.place.folder, `${++numbers}.txt`)
      writeFileSync(name, (await bankDay(ports.place.folder, COMPANY, DAY, rows)).bytes)
      return desk.reconcile(COMPANY, BANK, DAY, name)
    },
    /** The statement of a day, so many days after the bank's, with these movements, and what the account held before them. */
    async statement(after: number, rows: readonly Row[], openingFen = 0): Promise<string> {
      const bank = desk.statements.get('statement-mt940')
      if (!bank) throw new Error('no template')
      const date = addDays(DAY, after)
      const full = rows.map((row) => ({
        ...{ bookedOn: date, direction: 'credit' as const, reversal: false, ourReference: null, remark: '' },
        bankReference: `BK${String(++numbers).padStart(10, '0')}`,
        ...row,
      }))
      const { path: file } = await bank.write(desk.folder, { date, account: ACCOUNT, openingFen, rows: full })
      await desk.reconcile(COMPANY, STATEMENT, date, file)
      return date
    },
    /** What stands on accounts, debits above credits. */
    async balances(...accounts: string[]): Promise<number[]> {
      const rows = await ports.database.writer.query('SELECT debit_account, credit_account, amount_fen FROM transfers')
      const sums = new Map<string, number>()
      for (const { debit_account: debit, credit_account: credit, amount_fen: fen } of rows) {
        sums.set(debit, (sums.get(debit) ?? 0) + Number(fen))
        sums.set(credit, (sums.get(credit) ?? 0) - Number(fen))
      }
      return accounts.map((account) => sums.get(account) ?? 0)
    },
  }
}

export type BankMatchingStory = Awaited<ReturnType<typeof openStory>>

/** Stories of what lies between a bank and our own account, on each engine; whatever happens, the books are sound. */
export function onEachBankMatchingStory(name: string, tell: (story: () => BankMatchingStory) => void): void {
  onEachSoundStory(name, openStory, tell)
}
