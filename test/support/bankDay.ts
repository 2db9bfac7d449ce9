import { readFileSync } from 'node:fs'
import { bankDirectory } from '../../server/adapters/banks'
import type { Bank } from '../../server/application/ports/channelFiles'
import type { CounterRow } from '../../server/domain/reconciliation/row'
import { fiveCompanies } from './ports'
import { bankTemplates } from './reconciliation'

export type DayRow = Pick<CounterRow, 'userCode' | 'traceNo' | 'amountFen'>

/** The partner bank, as its template has it. */
function partnerBank(): Bank {
  const bank = bankDirectory(bankTemplates()).get('partner')
  if (!bank) throw new Error('no partner bank')
  return bank
}

/** The name and the bytes of a day's file of the partner bank. */
export async function bankDay(
  folder: string,
  company: string,
  date: string,
  rows: readonly DayRow[],
): Promise<{ name: string; bytes: Buffer }> {
  const bank = partnerBank()
  const name = fiveCompanies().get(company)?.name ?? ''
  const { path } = await bank.write(folder, {
    company: name,
    date,
    rows: rows.map((row) => ({ ...row, paidOn: date })) as never,
  })
  return { name: bank.fileName(name, date), bytes: readFileSync(path) }
}
